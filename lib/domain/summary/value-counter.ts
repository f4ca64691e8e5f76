/** Two halves of a value's key, and its row. */
const entrySize = 3;

/** The first bits of a key's mix tell its part: 256 parts, each small enough to be counted in the cache. */
const partCount = 256;

/** Entries moved or counted between two pauses, about a millisecond. */
const entriesAtOnce = 65_536;

/** Gets each different value: how often it occurs, the first row that has it, and the number if it is one. */
export type OnValue = (count: number, row: number, number: number) => void;

/**
 * Counts the different values of up to `most` cells, exactly. A value is 64 bits here: those of its number, or
 * two digests of its text. Values are collected first and counted part by part: one table of a million values,
 * be it flat or a `Map`, is in no cache and takes three times as long. Numbers and texts need a counter each.
 */
export class ValueCounter {
  readonly #entries: Int32Array;
  readonly #sizes = new Int32Array(partCount);
  readonly #number = new Float64Array(1);
  readonly #bits = new Int32Array(this.#number.buffer);
  #count = 0;

  constructor(most: number) {
    this.#entries = new Int32Array(most * entrySize);
  }

  /** Rows have to come in ascending order. */
  addNumber(number: number, row: number): void {
    this.#number[0] = number;
    this.#add(this.#bits[0] ?? 0, this.#bits[1] ?? 0, row);
  }

  /** Adds the text from `start` to `end`, without blanks around it. */
  addText(text: string, start: number, end: number, row: number): void {
    const first = text.charCodeAt(start);
    const last = text.charCodeAt(end - 1);
    if (first <= 0x20 || first >= 0xa0 || last <= 0x20 || last >= 0xa0) {
      const trimmed = text.slice(start, end).trim();
      this.#addPlain(trimmed, 0, trimmed.length, row);
    } else this.#addPlain(text, start, end, row);
  }

  /** Tells every different value once, in no order. Pauses now and then. */
  *each(tell: OnValue): Generator<void, void> {
    const sorted = yield* this.#byPart();
    const table = new KeyTable(sorted);
    let from = 0;
    let sincePause = 0;
    for (const size of this.#sizes) {
      for (let entry = from; entry < from + size; entry++) {
        table.add(entry);
        if (++sincePause < entriesAtOnce) continue;
        yield;
        sincePause = 0;
      }
      table.takeAll(tell);
      from += size;
    }
  }

  #addPlain(text: string, start: number, end: number, row: number): void {
    let digest1 = 0x1f83d9ab ^ (end - start);
    let digest2 = 0x5be0cd19;
    for (let at = start; at < end; at += 2) {
      const pair = text.charCodeAt(at) | (at + 1 < end ? text.charCodeAt(at + 1) << 16 : 0);
      digest1 = Math.imul(digest1 ^ pair, 0x9e3779b1);
      digest2 = Math.imul(digest2 ^ pair, 0x5f356495);
      // Multiplication alone never carries a high bit to a lower one.
      digest1 ^= digest1 >>> 15;
      digest2 ^= digest2 >>> 13;
    }
    this.#add(digest1, digest2, row);
  }

  #add(key1: number, key2: number, row: number): void {
    const at = this.#count++ * entrySize;
    this.#entries[at] = key1;
    this.#entries[at + 1] = key2;
    this.#entries[at + 2] = row;
    const part = mixed(key1, key2) >>> 24;
    this.#sizes[part] = (this.#sizes[part] ?? 0) + 1;
  }

  /** The entries sorted by part, those of a part in their order. */
  *#byPart(): Generator<void, Int32Array> {
    const entries = this.#entries;
    const sorted = new Int32Array(this.#count * entrySize);
    const next = new Int32Array(partCount);
    for (let part = 1; part < partCount; part++) next[part] = (next[part - 1] ?? 0) + (this.#sizes[part - 1] ?? 0);
    for (let entry = 0; entry < this.#count; entry++) {
      if (entry % entriesAtOnce === entriesAtOnce - 1) yield;
      const from = entry * entrySize;
      const key1 = entries[from] ?? 0;
      const key2 = entries[from + 1] ?? 0;
      const part = mixed(key1, key2) >>> 24;
      const place = next[part] ?? 0;
      next[part] = place + 1;
      const to = place * entrySize;
      sorted[to] = key1;
      sorted[to + 1] = key2;
      sorted[to + 2] = entries[from + 2] ?? 0;
    }
    return sorted;
  }
}

/** All bits depend on all bits of both halves. */
function mixed(key1: number, key2: number): number {
  let mix = Math.imul(key1 ^ Math.imul(key2, 0x85ebca6b), 0x9e3779b1);
  mix = Math.imul(mix ^ (mix >>> 15), 0x2c1b3c6d);
  return mix ^ (mix >>> 13);
}

const firstSlots = 1 << 10;

/** Counts the keys of one part; a slot has the number of a key's first entry from 1 on, and 0 is a free one. */
class KeyTable {
  readonly #entries: Int32Array;
  readonly #number = new Float64Array(1);
  readonly #bits = new Int32Array(this.#number.buffer);
  #slots = new Int32Array(firstSlots);
  #counts = new Int32Array(firstSlots);
  #size = 0;

  constructor(entries: Int32Array) {
    this.#entries = entries;
  }

  add(entry: number): void {
    const slot = this.#find(entry);
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
    if (this.#slots[slot] !== 0) return;
    this.#slots[slot] = entry + 1;
    if (++this.#size * 2 > this.#slots.length) this.#grow();
  }

  /** Hands over what was counted and forgets it. */
  takeAll(take: OnValue): void {
    for (let slot = 0; slot < this.#slots.length; slot++) {
      const at = ((this.#slots[slot] ?? 0) - 1) * entrySize;
      if (at < 0) continue;
      this.#bits[0] = this.#entries[at] ?? 0;
      this.#bits[1] = this.#entries[at + 1] ?? 0;
      take(this.#counts[slot] ?? 0, this.#entries[at + 2] ?? 0, this.#number[0] ?? 0);
    }
    this.#slots.fill(0);
    this.#counts.fill(0);
    this.#size = 0;
  }

  #find(entry: number): number {
    const entries = this.#entries;
    const at = entry * entrySize;
    const key1 = entries[at] ?? 0;
    const key2 = entries[at + 1] ?? 0;
    const mask = this.#slots.length - 1;
    for (let slot = mixed(key1, key2) & mask; ; slot = (slot + 1) & mask) {
      const other = ((this.#slots[slot] ?? 0) - 1) * entrySize;
      if (other < 0 || (entries[other] === key1 && entries[other + 1] === key2)) return slot;
    }
  }

  #grow(): void {
    const [slots, counts] = [this.#slots, this.#counts];
    this.#slots = new Int32Array(slots.length * 2);
    this.#counts = new Int32Array(slots.length * 2);
    for (let slot = 0; slot < slots.length; slot++) {
      const entry = (slots[slot] ?? 0) - 1;
      if (entry < 0) continue;
      const to = this.#find(entry);
      this.#slots[to] = entry + 1;
      this.#counts[to] = counts[slot] ?? 0;
    }
  }
}
