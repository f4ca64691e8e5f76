import { nameField, standardFields } from "../fields/catalogue.ts";
import { holdKey } from "../holds/hold.ts";

/** Fields whose values name somebody wherever they stand: in a note, in a reply of the CRM, in a file's name. */
const naming = standardFields
  .filter(({ id, level, kind }) => level === "debtor" && (id === nameField || kind === "email" || kind === "telephone"))
  .map(({ apiKey }) => apiKey);

/** Shorter texts stand in too many others: "Ana" in "mañana". */
const leastCharacters = 5;
/** Of a number with zeros before it. */
const mostCharacters = 20;
const checkDigits = [..."0123456789"];

/**
 * The forms in which files may have a person's identification, as they are stored: with up to so many zeros before it, with
 * a NIT's check digit behind it, joined or (a wrong one) after a dash, and in capital or small letters.
 */
export function identificationForms(identification: string): string[] {
  const key = holdKey(identification);
  const joined = checkDigits.flatMap((digit) => [key + digit, `${key}-${digit}`]);
  const numbers = [key, key.toLowerCase(), ...joined.filter((form) => holdKey(form) === key)];
  const forms = numbers.flatMap((number) => {
    const zeros = Math.max(0, mostCharacters - number.length);
    return Array.from({ length: zeros + 1 }, (_, count) => "0".repeat(count) + number);
  });
  return [...new Set([identification, ...forms])];
}

/** The texts by which a person is found in others' texts: the identification, and names, mails and telephones known of them. */
export function knownTerms(identification: string, payloads: readonly string[]): string[] {
  const terms = new Set([holdKey(identification)]);
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
