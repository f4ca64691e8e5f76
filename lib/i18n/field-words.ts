import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { Messages } from "./messages-es.ts";

/**
 * The `fields` part of a catalogue: `useMessages().fields` in the browser, `messagesFor(locale).fields` on
 * the server.
 */
export type FieldCatalogue = Messages["fields"];

export interface FieldWords {
  readonly label: string;
  readonly description: string;
}

/** A field's label and description on screen. A custom field has the CRM's label in every language. */
export function fieldWords(catalogue: FieldCatalogue, field: Pick<Field, "level" | "apiKey" | "isCustom">): FieldWords {
  if (field.isCustom) return { label: field.apiKey, description: "" };
  const words: Readonly<Record<string, FieldWords>> = catalogue[field.level];
  return words[field.apiKey] ?? { label: field.apiKey, description: "" };
}

/** The same for an id such as `obligation.total_balance` or `debtor.custom.Ciudad`. */
export function fieldWordsById(catalogue: FieldCatalogue, fieldId: string): FieldWords {
  const standard = standardFields.find((field) => field.id === fieldId);
  if (standard !== undefined) return fieldWords(catalogue, standard);
  return { label: fieldId.split(".").slice(2).join(".") || fieldId, description: "" };
}
