import { CounterRoom, pieceSize } from "./counter-room.ts";
import { entrySize, KeyTable, mixed, type OnValue } from "./key-table.ts";

/** The first bits of a key's mix tell its part: 256 parts, each small enough to be counted in the cache. */
const partCount = 256;

/** Entries counted between two pauses: about 0.2 ms, a millisecond until the code is compiled. */
const entriesAtOnce = 4_096;

/** Numbers that tell how all are spread. */
const sampleSize = 2_048;

/** Room for the counters of a column of so many rows: a value is in one of them. */
export function roomFor(rows: number, counters: number): CounterRoom {
  return new CounterRoom(rows, counters * partCount);
}

/**
 * Counts the different values of cells, exactly. A value is 64 bits here: those of its number, or
 * two digests of its text. Values are collected by part and then counted part by part: one table of a million
 * values, be it flat or a `Map`, is in no cache and takes more than twice as long. Numbers and texts need a
 * counter each.
 */
export class ValueCounter {
  readonly #room: CounterRoom;
  /** Of the room, once there is a value. */
  #entries = new Int32Array(0);
  #following = new Int32Array(0);
  readonly #firstPieces = new Int32Array(partCount).fill(-1);
  /** By part: where its next entry belongs; at the end of a piece, none was begun yet. */
  readonly #ends = new Int32Array(partCount);
  readonly #number = new Float64Array(1);
  readonly #bits = new Int32Array(this.#number.buffer);
  #count = 0;

  constructor(room: CounterRoom) {
    this.#room = room;
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

  /** Some of the numbers added, ascending. Those of equal numbers are as many as their share of all. */
  sampledNumbers(): Float64Array {
    const count = this.#count;
    const sample = new Float64Array(Math.min(sampleSize, count));
    let [taken, seen] = [0, 0];
    for (const [from, to] of this.#pieces()) {
      for (; taken < sample.length; taken++) {
        const entry = from + Math.floor((taken * count) / sample.length) - seen;
        if (entry >= to) break;
        this.#bits[0] = this.#entries[entry * entrySize] ?? 0;
        this.#bits[1] = this.#entries[entry * entrySize + 1] ?? 0;
        sample[taken] = this.#number[0] ?? 0;
      }
      seen += to - from;
    }
    return sample.sort();
  }

  /** Tells every different value once, in no order. Pauses now and then. */
  *each(tell: OnValue): Generator<void, void> {
    const table = new KeyTable(this.#entries);
    let sincePause = 0;
    for (const [from, to, isLast] of this.#pieces()) {
      for (let entry = from; entry < to; entry++) table.add(entry);
      if (isLast) table.takeAll(tell);
      sincePause += to - from;
      if (sincePause < entriesAtOnce) continue;
      yield;
      sincePause = 0;
    }
  }

  #addPlain(text: string, start: number, end: number, row: number): void {
    let digest1 = 0x1f83d9ab ^ (end - start);
    let digest2 = 0x5be0cd19;
    let at = start;
    // Each step can be undone: texts of one length that differ in one step alone have different digests.
    for (; at + 3 < end; at += 4) {
      const pair1 = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
      const pair2 = text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 16);
      digest1 = Math.imul(digest1 ^ pair1, 0x9e3779b1) ^ (digest2 >>> 13);
      digest2 = Math.imul(digest2 ^ pair2, 0x5f356495) ^ (digest1 >>> 15);
    }
    for (; at < end; at++) {
      digest1 = Math.imul(digest1 ^ text.charCodeAt(at), 0x9e3779b1) ^ (digest2 >>> 13);
      digest2 = Math.imul(digest2, 0x5f356495) ^ (digest1 >>> 15);
    }
    this.#add(digest1, digest2, row);
  }

  #add(key1: number, key2: number, row: number): void {
    const part = mixed(key1, key2) >>> 24;
    let entry = this.#ends[part] ?? 0;
    if (entry % pieceSize === 0) entry = this.#beginPiece(part, entry);
    this.#ends[part] = entry + 1;
    this.#count++;
    const at = entry * entrySize;
    this.#entries[at] = key1;
    this.#entries[at + 1] = key2;
    this.#entries[at + 2] = row;
  }

  /** The first entry of the part's next piece; `end`: where its last one ends, 0 if it has none. */
  #beginPiece(part: number, end: number): number {
    const piece = this.#room.begin();
    this.#entries = this.#room.entries;
    this.#following = this.#room.following;
    if (end === 0) this.#firstPieces[part] = piece;
    else this.#following[end / pieceSize - 1] = piece;
    return piece * pieceSize;
  }

  /** The entries of each piece, from the first to the last (exclusive), part by part. */
  *#pieces(): Generator<readonly [from: number, to: number, isLastOfPart: boolean]> {
    for (let part = 0; part < partCount; part++) {
      for (let piece = this.#firstPieces[part] ?? -1; piece >= 0; ) {
        const next = this.#following[piece] ?? -1;
        const from = piece * pieceSize;
        yield [from, next < 0 ? (this.#ends[part] ?? 0) : from + pieceSize, next < 0];
        piece = next;
      }
    }
  }
}
