/** JSON keys in catalogue order with the slot of each. One object per level and mapping, shared by all rows. */
export interface SlotKeys {
  readonly keys: readonly string[];
  readonly slotOf: ReadonlyMap<string, number>;
}

export function slotKeys(keys: readonly string[]): SlotKeys {
  return { keys, slotOf: new Map(keys.map((key, slot) => [key, slot])) };
}

const noSlots: readonly number[] = Object.freeze([]);

/**
 * Canonical values by JSON key in an array, with the same positions for all rows: for a million rows real
 * maps would cost six times the memory and most of the time. "" in a slot means no value.
 */
export class SlotValues implements ReadonlyMap<string, string> {
  readonly shape: SlotKeys;
  readonly slots: readonly string[];
  /** Slots with the placeholder of an empty cell. */
  readonly filled: readonly number[];

  constructor(shape: SlotKeys, slots: readonly string[], filled: readonly number[] = noSlots) {
    this.shape = shape;
    this.slots = slots;
    this.filled = filled;
  }

  get size(): number {
    let size = 0;
    for (const value of this.slots) if (value !== "") size++;
    return size;
  }

  get(key: string): string | undefined {
    const slot = this.shape.slotOf.get(key);
    const value = slot === undefined ? "" : this.slots[slot];
    return value === "" ? undefined : value;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  *entries(): MapIterator<[string, string]> {
    for (const [slot, key] of this.shape.keys.entries()) {
      const value = this.slots[slot];
      if (value !== undefined && value !== "") yield [key, value];
    }
  }

  *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<string> {
    for (const [, value] of this.entries()) yield value;
  }

  forEach(visit: (value: string, key: string, map: ReadonlyMap<string, string>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }
}

/**
 * Reads one key from the values of many rows: looks the slot up once per shape, then each
 * value is one array access.
 */
export class SlotReader {
  readonly key: string;
  private shape: SlotKeys | null = null;
  private slot = -1;

  constructor(key: string) {
    this.key = key;
  }

  /** "" if there is no value. Accepts any map: rows that were stored and read back have plain ones. */
  read(values: ReadonlyMap<string, string>): string {
    if (!(values instanceof SlotValues)) return values.get(this.key) ?? "";
    if (values.shape !== this.shape) {
      this.shape = values.shape;
      this.slot = values.shape.slotOf.get(this.key) ?? -1;
    }
    return this.slot < 0 ? "" : (values.slots[this.slot] ?? "");
  }
}

/** The slots of the values that hold the placeholder of an empty cell. */
export function filledSlots(values: ReadonlyMap<string, string>): readonly number[] {
  return values instanceof SlotValues ? values.filled : noSlots;
}
