/** Values in the list of the commonest. */
const maxCommonest = 5;

/** A slot is two halves of a key, a count and the first row; a count of 0 means that it is free. */
const slotSize = 4;
const firstSlots = 1 << 12;
/** Slots looked through between two pauses, about a millisecond. */
const slotsAtOnce = 1 << 17;

/** How often a value occurs, and the first row that has it. */
export interface CountedRow {
  readonly count: number;
  readonly row: number;
}

/**
 * Counts the different values of up to `rowCount` cells, exactly. A map of a million texts takes five times as
 * long: here a value is 64 bits, those of its number or two digests of its text, in one flat table.
 */
export class ValueCounter {
  #slots = new Int32Array(firstSlots * slotSize);
  #slotCount = firstSlots;
  #distinct = 0;
  readonly #mostSlots: number;
  readonly #number = new Float64Array(1);
  readonly #bits = new Int32Array(this.#number.buffer);

  constructor(rowCount: number) {
    let most = firstSlots;
    while (most * 0.75 < rowCount) most *= 2;
    this.#mostSlots = most;
  }

  get distinct(): number {
    return this.#distinct;
  }

  addNumber(number: number, row: number): void {
    this.#number[0] = number;
    this.#add(this.#bits[0] ?? 0, this.#bits[1] ?? 0, row);
  }

  /** Counts the text from `start` to `end`, without blanks around it. */
  addText(text: string, start: number, end: number, row: number): void {
    const first = text.charCodeAt(start);
    const last = text.charCodeAt(end - 1);
    if (first <= 0x20 || first >= 0xa0 || last <= 0x20 || last >= 0xa0) {
      const trimmed = text.slice(start, end).trim();
      this.#addPlain(trimmed, 0, trimmed.length, row);
    } else this.#addPlain(text, start, end, row);
  }

  /** The commonest values, of equally common ones those that come first. Pauses now and then. */
  *commonest(): Generator<void, readonly CountedRow[]> {
    const best: CountedRow[] = [];
    for (let slot = 0; slot < this.#slotCount; slot++) {
      if (slot % slotsAtOnce === slotsAtOnce - 1) yield;
      const count = this.#slots[slot * slotSize + 2] ?? 0;
      if (count === 0) continue;
      const last = best[maxCommonest - 1];
      if (last !== undefined && count < last.count) continue;
      const row = this.#slots[slot * slotSize + 3] ?? 0;
      const at = best.findIndex((other) => count > other.count || (count === other.count && row < other.row));
      best.splice(at < 0 ? best.length : at, 0, { count, row });
      if (best.length > maxCommonest) best.pop();
    }
    return best;
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
    const slots = this.#slots;
    const at = this.#find(slots, this.#slotCount, key1, key2);
    const count = slots[at + 2] ?? 0;
    slots[at + 2] = count + 1;
    if (count > 0) return;
    slots[at] = key1;
    slots[at + 1] = key2;
    slots[at + 3] = row;
    this.#distinct++;
    if (this.#distinct > this.#slotCount * 0.75) this.#grow();
  }

  /** Where a key is, or the free slot where it belongs. */
  #find(slots: Int32Array, slotCount: number, key1: number, key2: number): number {
    let mixed = Math.imul(key1 ^ Math.imul(key2, 0x85ebca6b), 0x9e3779b1);
    mixed ^= mixed >>> 15;
    const mask = slotCount - 1;
    let slot = mixed & mask;
    for (;;) {
      const at = slot * slotSize;
      if (slots[at + 2] === 0 || (slots[at] === key1 && slots[at + 1] === key2)) return at;
      slot = (slot + 1) & mask;
    }
  }

  /** Eight times as many slots, so that few keys are ever moved. */
  #grow(): void {
    const before = this.#slots;
    const slotCount = Math.min(this.#slotCount * 8, this.#mostSlots);
    const slots = new Int32Array(slotCount * slotSize);
    for (let from = 0; from < before.length; from += slotSize) {
      if (before[from + 2] === 0) continue;
      const at = this.#find(slots, slotCount, before[from] ?? 0, before[from + 1] ?? 0);
      for (let part = 0; part < slotSize; part++) slots[at + part] = before[from + part] ?? 0;
    }
    this.#slots = slots;
    this.#slotCount = slotCount;
  }
}
