import { tidy } from "../cleaning/tidy.ts";
import { greatestCell, pattern } from "../pattern.ts";
import { holdKey } from "./hold-key.ts";
import { documentTypeOf, identificationCleaner } from "./identification.ts";

export interface TypedIdentification {
  readonly identification: string;
  /** What a hold of the person is found by. */
  readonly key: string;
  /** "CC" for "CC 1.234.567"; "" for none. */
  readonly documentType: string;
}

/** Documents whose numbers may have letters. In a file the type has a column of its own; here people type it before the number. */
const typeBeforeLetters = pattern(
  "a kind before letters",
  greatestCell,
  /^(c\.?\s?e|p\.?\s?[ap]|p\.?\s?p\.?\s?t|pep|pasaporte|passport)\.?\s*[:#]?\s+(?=\p{L})/iu,
);

/** The identification of a text that a person types or pastes ("CC 1.234.567"), in the tenant's country; null if it cannot be read. */
export function readIdentification(text: string, country: string): TypedIdentification | null {
  const tidied = tidy(text);
  const number = tidied.replace(typeBeforeLetters, "");
  const clean = identificationCleaner(country);
  const cleaned = (written: string) => clean(written, "text", () => undefined);
  const identification = cleaned(number) || cleaned(withLettersJoined(number, number !== tidied));
  return identification === ""
    ? null
    : { identification, key: holdKey(identification, country), documentType: documentTypeOf(text) };
}

/**
 * A number of up to three letters and at least four digits without its blanks and dots; "" for any other text. Letters with
 * a blank or a dot behind them may be a type that is not known here ("RC 1.234.567"), or a name, unless a type stands before.
 */
function withLettersJoined(text: string, isTyped: boolean): string {
  if (!isTyped && /^\p{L}+[\s.]/u.test(text)) return "";
  const joined = text.replace(/[\s.]/g, "");
  return /^\p{L}{1,3}\d{4,}$/u.test(joined.replace(/[-_/]/g, "")) ? joined : "";
}
