/** Two halves of a value's key, and its row. */
export const entrySize = 3;

/** Gets each different value: how often it occurs, the first row that has it, and the number if it is one. */
export type OnValue = (count: number, row: number, number: number) => void;

/** All bits depend on all bits of both halves. */
export function mixed(key1: number, key2: number): number {
  let mix = Math.imul(key1 ^ Math.imul(key2, 0x85ebca6b), 0x9e3779b1);
  mix = Math.imul(mix ^ (mix >>> 15), 0x2c1b3c6d);
  return mix ^ (mix >>> 13);
}

const firstSlots = 1 << 10;

/**
 * Counts the keys of one part. A slot is the number of a key's first entry from 1 on (0: free), and beside it, in
 * the same line of the cache, the key's count.
 */
export class KeyTable {
  readonly #entries: Int32Array;
  readonly #number = new Float64Array(1);
  readonly #bits = new Int32Array(this.#number.buffer);
  #slots = new Int32Array(firstSlots * 2);
  /** The slots in use, in the order of their keys' first entries. */
  #used = new Int32Array(firstSlots / 2);
  #size = 0;

  constructor(entries: Int32Array) {
    this.#entries = entries;
  }

  add(entry: number): void {
    const slot = this.#find(entry);
    const slots = this.#slots;
    slots[slot + 1] = (slots[slot + 1] ?? 0) + 1;
    if (slots[slot] !== 0) return;
    slots[slot] = entry + 1;
    this.#used[this.#size++] = slot;
    if (this.#size === this.#used.length) this.#grow();
  }

  /** Hands over what was counted and forgets it. */
  takeAll(take: OnValue): void {
    const slots = this.#slots;
    for (const slot of this.#used.subarray(0, this.#size)) {
      const at = ((slots[slot] ?? 0) - 1) * entrySize;
      this.#bits[0] = this.#entries[at] ?? 0;
      this.#bits[1] = this.#entries[at + 1] ?? 0;
      take(slots[slot + 1] ?? 0, this.#entries[at + 2] ?? 0, this.#number[0] ?? 0);
    }
    slots.fill(0);
    this.#size = 0;
  }

  /** The slot of the entry's key, or the free one where it belongs. */
  #find(entry: number): number {
    const entries = this.#entries;
    const slots = this.#slots;
    const at = entry * entrySize;
    const key1 = entries[at] ?? 0;
    const key2 = entries[at + 1] ?? 0;
    const mask = slots.length - 2;
    for (let slot = (mixed(key1, key2) << 1) & mask; ; slot = (slot + 2) & mask) {
      const other = ((slots[slot] ?? 0) - 1) * entrySize;
      if (other < 0 || (entries[other] === key1 && entries[other + 1] === key2)) return slot;
    }
  }

  #grow(): void {
    const [old, used] = [this.#slots, this.#used];
    this.#slots = new Int32Array(old.length * 2);
    this.#used = new Int32Array(used.length * 2);
    for (const [at, slot] of used.entries()) {
      const entry = (old[slot] ?? 0) - 1;
      const to = this.#find(entry);
      this.#slots[to] = entry + 1;
      this.#slots[to + 1] = old[slot + 1] ?? 0;
      this.#used[at] = to;
    }
  }
}
