import { nameField, standardFields } from "../fields/catalogue.ts";

/** Fields whose values name somebody wherever they stand: in a note, in a reply of the CRM, in a file's name. */
const naming = standardFields
  .filter(({ id, level, kind }) => level === "debtor" && (id === nameField || kind === "email" || kind === "telephone"))
  .map(({ apiKey }) => apiKey);

/** Shorter texts stand in too many others: "Ana" in "mañana". */
const leastCharacters = 5;
/** Digits before the number, as files write one number in several ways. */
const mostCharacters = 20;

/** A number with up to so many zeros before it: the forms in which files may have it. Of other texts only itself. */
export function identificationForms(identification: string): string[] {
  const bare = identification.replace(/^0+/, "");
  if (!/^\d+$/.test(bare)) return [identification];
  const zeros = Math.max(0, mostCharacters - bare.length);
  return Array.from({ length: zeros + 1 }, (_, count) => "0".repeat(count) + bare);
}

/** The texts by which a person is found in others' texts: the identification, and names, mails and telephones known of them. */
export function knownTerms(identification: string, payloads: readonly string[]): string[] {
  const terms = new Set([identification.replace(/^0+/, "")]);
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
