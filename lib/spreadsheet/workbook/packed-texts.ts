/** Texts of a block; their number is a power of two, so that a block is found by shifting. */
const blockBits = 10;
const blockTexts = 1 << blockBits;

interface PackedBlock {
  readonly text: string;
  /** Where each text ends in `text`. */
  readonly ends: Uint32Array;
}

/**
 * A list of texts, each block of it in one flat string. Texts that were cut out of the XML would hold all of it in memory, and cost half
 * as much again for themselves.
 */
export class PackedTexts {
  readonly #blocks: PackedBlock[] = [];
  #pending: string[] = [];

  get length(): number {
    return this.#blocks.length * blockTexts + this.#pending.length;
  }

  push(text: string): void {
    this.#pending.push(text);
    if (this.#pending.length === blockTexts) this.#pack();
  }

  /** The text of a number from 0 on; undefined where there is none. */
  at(index: number): string | undefined {
    const block = this.#blocks[index >>> blockBits];
    if (block === undefined) return this.#pending[index - this.#blocks.length * blockTexts];
    const inBlock = index & (blockTexts - 1);
    return block.text.slice(inBlock === 0 ? 0 : block.ends[inBlock - 1], block.ends[inBlock]);
  }

  #pack(): void {
    const ends = new Uint32Array(blockTexts);
    let end = 0;
    for (let index = 0; index < blockTexts; index++) {
      end += this.#pending[index]?.length ?? 0;
      ends[index] = end;
    }
    this.#blocks.push({ text: this.#pending.join(""), ends });
    this.#pending = [];
  }
}
