import { plainNumber } from "#lib/domain/cleaning/whole-digits.ts";

const firstSlots = 1 << 12;

/**
 * Numbers identifications in order of appearance. Nearly all are plain digits, kept as numbers in one flat
 * table: a map of a million texts takes four times as long and six times the memory. The others are kept in a
 * map.
 */
export class IdentificationNumbers {
  /** The identification in each slot; 0, which is no identification, marks a free slot. */
  #keys: Float64Array;
  #numbers: Uint32Array;
  #used = 0;
  readonly #others = new Map<string, number>();
  #size = 0;

  /** `expected`: how many identifications to expect, 0 if unknown; growing later places all of them again. */
  constructor(expected = 0) {
    let slots = firstSlots;
    while (slots < 2 * expected) slots *= 2;
    this.#keys = new Float64Array(slots);
    this.#numbers = new Uint32Array(slots);
  }

  /** How many different identifications there are. */
  get size(): number {
    return this.#size;
  }

  /** Identifications that are not plain digits or have leading zeros, with their numbers. */
  get others(): ReadonlyMap<string, number> {
    return this.#others;
  }

  /** The number of the identification that is `key` in plain digits; -1 if there is none. */
  find(key: number): number {
    const slot = this.#slotOf(key);
    return this.#keys[slot] === key ? (this.#numbers[slot] ?? -1) : -1;
  }

  /** The number of an identification; -1 if there is none. */
  findText(identification: string): number {
    const key = plainNumber(identification);
    return key > 0 ? this.find(key) : (this.#others.get(identification) ?? -1);
  }

  /** The number of an identification, which is the next free one if it is new. */
  numberOf(identification: string): number {
    const key = plainNumber(identification);
    if (key > 0) return this.numberOfKey(key);
    const known = this.#others.get(identification);
    if (known !== undefined) return known;
    this.#others.set(identification, this.#size);
    return this.#size++;
  }

  /** The same for the identification that is `key`, a whole number from 1 on, in plain digits. */
  numberOfKey(key: number): number {
    const slot = this.#slotOf(key);
    if (this.#keys[slot] === key) return this.#numbers[slot] ?? 0;
    this.#keys[slot] = key;
    this.#numbers[slot] = this.#size;
    this.#used++;
    // Above half full, runs of taken slots get long.
    if (this.#used * 2 > this.#keys.length) this.#grow();
    return this.#size++;
  }

  /** The slot of the key, or the free slot where it belongs. */
  #slotOf(key: number): number {
    const keys = this.#keys;
    const mask = keys.length - 1;
    let slot = mixed(key) & mask;
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const numbers = this.#numbers;
    this.#keys = new Float64Array(keys.length * 2);
    this.#numbers = new Uint32Array(keys.length * 2);
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] ?? 0;
      if (key === 0) continue;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#numbers[slot] = numbers[at] ?? 0;
    }
  }
}

/** Spreads consecutive numbers, as debtors have them, over the whole table. */
function mixed(key: number): number {
  const low = key >>> 0;
  const high = (key / 0x1_0000_0000) >>> 0;
  const hash = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  return (hash ^ (hash >>> 15)) >>> 0;
}
