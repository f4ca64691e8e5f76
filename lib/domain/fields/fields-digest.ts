import { TextDigest } from "../correction/text-digest.ts";
import type { Field } from "./field.ts";

/**
 * 16 hex digits, equal if page and server know the same fields to the letter, in any order. The page sends it
 * instead of the fields, whose list may be long.
 */
export function fieldsDigest(fields: readonly Field[]): string {
  const texts = fields.map(({ id, level, apiKey, kind, isRequired, isCustom, dateFormat, allowedValues }) =>
    JSON.stringify([id, level, apiKey, kind, isRequired, isCustom, dateFormat, allowedValues]),
  );
  const digest = new TextDigest();
  for (const text of texts.sort()) digest.add(`${text}\n`);
  return digest.hex();
}
