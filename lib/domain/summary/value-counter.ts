import { entrySize, KeyTable, mixed, type OnValue } from "./key-table.ts";

/** The first bits of a key's mix tell its part: 256 parts, each small enough to be counted in the cache. */
const partCount = 256;

/** Entries moved or counted between two pauses, about a millisecond. */
const entriesAtOnce = 65_536;

/**
 * Counts the different values of up to `most` cells, exactly. A value is 64 bits here: those of its number, or
 * two digests of its text. Values are collected first and counted part by part: one table of a million values,
 * be it flat or a `Map`, is in no cache and takes more than twice as long. Numbers and texts need a counter each.
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
