import type { FieldCounts } from "#lib/domain/views/upload-view.ts";
import { type FieldCatalogue, fieldWordsById } from "./field-words.ts";

/** Fields with how many debtors each: "E-mail (600), Telephone (12)". */
export function fieldCountWords(
  catalogue: FieldCatalogue,
  counts: FieldCounts,
  number: (value: number) => string,
): string {
  return counts
    .map(({ fieldId, debtors }) => `${fieldWordsById(catalogue, fieldId).label} (${number(debtors)})`)
    .join(", ");
}
