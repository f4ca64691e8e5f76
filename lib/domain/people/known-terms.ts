import { nameField, standardFields } from "../fields/catalogue.ts";
import { holdKey, numbersOfHold } from "../holds/hold.ts";

/** Fields whose values name somebody wherever they stand: in a note, in a reply of the CRM, in a file's name. */
const naming = standardFields
  .filter(({ id, level, kind }) => level === "debtor" && (id === nameField || kind === "email" || kind === "telephone"))
  .map(({ apiKey }) => apiKey);

/** Shorter texts stand in too many others: "Ana" in "mañana". */
const leastCharacters = 5;
/** Of a number with zeros before it. */
const mostCharacters = 20;
const checkDigits = [..."0123456789"];
/** As identification.ts keeps them among letters. */
const marks = ["-", "_", "/"];

/**
 * The forms in which files may have a person's identification, as they are stored: with up to so many zeros before it, with
 * a NIT's check digit behind it, joined or (a wrong one) after a dash, and one with letters in capital or small ones, with
 * a mark at any of its places.
 */
export function identificationForms(identification: string): string[] {
  const key = holdKey(identification);
  const dashed = checkDigits.map((digit) => `${key}-${digit}`).filter((form) => holdKey(form) === key);
  const inBothCases = (forms: readonly string[]) => forms.flatMap((form) => [form, form.toLowerCase()]);
  const padded = inBothCases([...numbersOfHold(key), ...dashed]).flatMap((form) => {
    const zeros = Math.max(0, mostCharacters - form.length);
    return Array.from({ length: zeros + 1 }, (_, count) => "0".repeat(count) + form);
  });
  return [...new Set([identification, ...padded, ...inBothCases(marked(key))])];
}

/** A key with letters, with one mark at each of its places. */
function marked(key: string): string[] {
  return Array.from(key.slice(1), (_, at) => marks.map((mark) => `${key.slice(0, at + 1)}${mark}${key.slice(at + 1)}`))
    .flat()
    .filter((form) => holdKey(form) === key);
}

/** The texts by which a person is found in others' texts: the identification, and names, mails and telephones known of them. */
export function knownTerms(identification: string, payloads: readonly string[]): string[] {
  const key = holdKey(identification);
  const terms = new Set([key, ...marked(key)]);
  for (const payload of payloads) {
    const values: unknown = JSON.parse(payload);
    if (typeof values !== "object" || values === null) continue;
    for (const key of naming) {
      const value: unknown = Reflect.get(values, key);
      if (typeof value === "string") terms.add(value);
    }
  }
  return [...terms].filter((term) => term.length >= leastCharacters);
}

/** The text with these terms blotted out, in whatever case. */
export function withoutTerms(text: string, terms: readonly string[]): string {
  const escaped = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return escaped.length === 0 ? text : text.replace(new RegExp(escaped.join("|"), "giu"), "•••");
}
