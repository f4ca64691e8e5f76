import { TextDigest } from "../correction/text-digest.ts";
import type { Field } from "./field.ts";

/** Tells whether page and server know the same fields, each the same to the letter, in any order. A list of them may be long; this never is. */
export function fieldsDigest(fields: readonly Field[]): string {
  const texts = fields.map(({ id, level, apiKey, kind, isRequired, isCustom, dateFormat, allowedValues }) =>
    JSON.stringify([id, level, apiKey, kind, isRequired, isCustom, dateFormat, allowedValues]),
  );
  const digest = new TextDigest();
  for (const text of texts.sort()) digest.add(`${text}\n`);
  return digest.hex();
}
