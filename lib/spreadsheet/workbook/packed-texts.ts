import { decodeXml } from "../package/xml-bytes.ts";

/** Texts per block: a power of two, so that a text's block is found by shifting. */
const blockBits = 10;
const blockTexts = 1 << blockBits;

interface PackedBlock {
  readonly bytes: Uint8Array;
  /** Where each text ends in `bytes`. */
  readonly ends: Uint32Array;
}

/** A list of texts as UTF-8 bytes, each block in one array (decision 21). */
export class PackedTexts {
  readonly #blocks: PackedBlock[] = [];
  #bytes = new Uint8Array(1 << 15);
  #ends = new Uint32Array(blockTexts);
  #pending = 0;
  #packedBytes = 0;

  get length(): number {
    return this.#blocks.length * blockTexts + this.#pending;
  }

  /** Bytes of all texts: at least as many as their characters. */
  get byteLength(): number {
    return this.#packedBytes + this.#pendingBytes();
  }

  /** Appends a copy of the text from `from` to `to`. */
  push(source: Uint8Array, from: number, to: number): void {
    let end = this.#pendingBytes();
    const needed = end + to - from;
    if (needed > this.#bytes.length) this.#grow(needed);
    const bytes = this.#bytes;
    for (let at = from; at < to; at++) bytes[end++] = source[at] ?? 0;
    this.#ends[this.#pending++] = end;
    if (this.#pending === blockTexts) this.#pack(end);
  }

  /** Where the text at `index`, from 0, is in its block; null if there is none. The next call refills the object. */
  find(index: number): PlacedText | null {
    const isPacked = index < this.#blocks.length * blockTexts;
    if (!(index >= 0 && index < this.length)) return null;
    const block = isPacked ? this.#blocks[index >>> blockBits] : undefined;
    const inBlock = index & (blockTexts - 1);
    const ends = block?.ends ?? this.#ends;
    placed.bytes = block?.bytes ?? this.#bytes;
    placed.from = inBlock === 0 ? 0 : (ends[inBlock - 1] ?? 0);
    placed.to = ends[inBlock] ?? 0;
    return placed;
  }

  /** The text at `index`, from 0; undefined if there is none. */
  at(index: number): string | undefined {
    const found = this.find(index);
    return found === null ? undefined : decodeXml(found.bytes.subarray(found.from, found.to));
  }

  #pendingBytes(): number {
    return this.#pending === 0 ? 0 : (this.#ends[this.#pending - 1] ?? 0);
  }

  #grow(needed: number): void {
    const bytes = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }

  #pack(end: number): void {
    this.#blocks.push({ bytes: this.#bytes.slice(0, end), ends: this.#ends.slice() });
    this.#packedBytes += end;
    this.#pending = 0;
  }
}

/** A text's bytes, from `from` to `to`. */
export interface PlacedText {
  bytes: Uint8Array;
  from: number;
  to: number;
}

const placed: PlacedText = { bytes: new Uint8Array(0), from: 0, to: 0 };
