import type { FieldValues } from "./debtor.ts";
import { filledSlots, SlotValues } from "./slot-values.ts";

/** Whether two occurrences of an obligation say the same where neither has the placeholder of an empty cell. */
export function agree(a: FieldValues, b: FieldValues): boolean {
  if (filledSlots(a).length + filledSlots(b).length === 0) return isEqual(a, b);
  return isEqual(completed(a, b), completed(b, a));
}

/** The first one's values, with those of the other in place of its placeholders. */
export function completed(values: FieldValues, other: FieldValues): FieldValues {
  if (!(values instanceof SlotValues) || !(other instanceof SlotValues) || values.filled.length === 0) return values;
  const slots = values.slots.slice();
  for (const slot of values.filled) slots[slot] = other.slots[slot] ?? "";
  return new SlotValues(
    values.shape,
    slots,
    values.filled.filter((slot) => other.filled.includes(slot)),
  );
}

/** Whether the value under a key is the placeholder of an empty cell. */
export function isFilled(values: FieldValues, key: string): boolean {
  const slot = values instanceof SlotValues ? values.shape.slotOf.get(key) : undefined;
  return slot !== undefined && filledSlots(values).includes(slot);
}

function isEqual(a: FieldValues, b: FieldValues): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}
