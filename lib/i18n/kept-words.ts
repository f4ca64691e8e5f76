import type { KeptCounts } from "#lib/domain/views/upload-view.ts";
import { type FieldCatalogue, fieldWordsById } from "./field-words.ts";

/** Fields with how many debtors keep a value of an earlier load: "E-mail (600), Telephone (12)". */
export function keptWords(catalogue: FieldCatalogue, kept: KeptCounts, number: (value: number) => string): string {
  return kept
    .map(({ fieldId, debtors }) => `${fieldWordsById(catalogue, fieldId).label} (${number(debtors)})`)
    .join(", ");
}
