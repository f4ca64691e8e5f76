import { plainNumber } from "#lib/domain/cleaning/whole-digits.ts";

const firstSlots = 1 << 12;

/**
 * Numbers identifications in the order they come. Nearly all are plain digits, which stand as numbers in one flat table: a map of a
 * million texts takes four times as long and six times the memory. All others are kept in a map.
 */
export class IdentificationNumbers {
  /** The identification of a slot; 0, which is none, marks a free one. */
  #keys: Float64Array;
  #numbers: Uint32Array;
  #used = 0;
  readonly #others = new Map<string, number>();
  #size = 0;

  /** `expected`: how many there may be, where that is known; growing later would place all of them again. */
  constructor(expected = 0) {
    let slots = firstSlots;
    while (slots < 2 * expected) slots *= 2;
    this.#keys = new Float64Array(slots);
    this.#numbers = new Uint32Array(slots);
  }

  /** How many different ones there were. */
  get size(): number {
    return this.#size;
  }

  /** The identifications that are not plain digits without leading zeros, with their numbers. */
  get others(): ReadonlyMap<string, number> {
    return this.#others;
  }

  /** The number of an identification that is `key` in plain digits; -1 where there is none. */
  find(key: number): number {
    const slot = this.#slotOf(key);
    return this.#keys[slot] === key ? (this.#numbers[slot] ?? -1) : -1;
  }

  /** The number of an identification; a new one gets the next. */
  numberOf(identification: string): number {
    const key = plainNumber(identification);
    if (key > 0) return this.numberOfKey(key);
    const known = this.#others.get(identification);
    if (known !== undefined) return known;
    this.#others.set(identification, this.#size);
    return this.#size++;
  }

  /** The number of an identification that is `key` in plain digits, a whole number from 1 on. */
  numberOfKey(key: number): number {
    const slot = this.#slotOf(key);
    if (this.#keys[slot] === key) return this.#numbers[slot] ?? 0;
    this.#keys[slot] = key;
    this.#numbers[slot] = this.#size;
    this.#used++;
    // Above half full, runs of taken slots grow long.
    if (this.#used * 2 > this.#keys.length) this.#grow();
    return this.#size++;
  }

  /** Where the key stands, or the free slot where it would. */
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

/** Spreads numbers that follow each other, as those of debtors do, over the whole table. */
function mixed(key: number): number {
  const low = key >>> 0;
  const high = (key / 0x1_0000_0000) >>> 0;
  const hash = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  return (hash ^ (hash >>> 15)) >>> 0;
}
