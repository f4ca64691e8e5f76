import { identificationField, nameField, standardFields } from "../fields/catalogue.ts";
import { holdKey, numbersOfHold } from "../person/hold-key.ts";

/** Fields whose values name somebody wherever they stand: in a note, in a reply of the CRM, in a file's name. */
const ofDebtor = standardFields.filter(({ level }) => level === "debtor");
const isNaming = (id: string) => id === nameField || id === identificationField;
const nameKeys = ofDebtor.filter(({ id }) => isNaming(id)).map(({ apiKey }) => apiKey);
const contactKeys = ofDebtor.filter(({ kind }) => kind === "email" || kind === "telephone").map(({ apiKey }) => apiKey);

/** Shorter texts stand in too many others: "Ana" in "mañana". */
const leastCharacters = 5;
/** Of a number with zeros before it. */
const mostCharacters = 20;
const checkDigits = [..."0123456789K"];
/** As identification.ts keeps them among letters. */
const marks = ["-", "_", "/"];

/**
 * The forms in which files may have a person's identification, as they are stored: with up to so many zeros before it, with
 * a NIT's check digit behind it, joined or (a wrong one) after a dash, and one with letters in capital or small ones, with
 * a mark at any of its places.
 */
export function identificationForms(identification: string, country: string): string[] {
  const key = holdKey(identification, country);
  const behind = (mark: string) => checkDigits.map((digit) => `${key}${mark}${digit}`);
  const padded = [key, ...numbersOfHold(key, country), ...behind("-")].flatMap((form) => {
    const zeros = Math.max(0, mostCharacters - form.length);
    return Array.from({ length: zeros + 1 }, (_, count) => "0".repeat(count) + form);
  });
  const others = [...marks.flatMap((mark) => [...behind(mark), key + mark]), ...marked(key), `${key}K`];
  const forms = [...padded, ...others].filter((form) => holdKey(form, country) === key);
  return [...new Set([identification, ...forms.flatMap((form) => [form, form.toLowerCase()])])];
}

/** A key with one mark at each of its places. */
function marked(key: string): string[] {
  return Array.from(key.slice(1), (_, at) =>
    marks.map((mark) => `${key.slice(0, at + 1)}${mark}${key.slice(at + 1)}`),
  ).flat();
}

/** The texts by which a person is found in others' texts. */
export interface KnownTerms {
  /** The identification and the names known of them. */
  readonly names: readonly string[];
  /** Their mails and telephones. Others may have the same: a household, or whoever a bank has no number of. */
  readonly contacts: readonly string[];
}

export function knownTerms(identification: string, country: string, payloads: readonly string[]): KnownTerms {
  const key = holdKey(identification, country);
  const values = payloads.map((payload): unknown => JSON.parse(payload));
  const names = [key, ...(/\D/.test(key) ? marked(key) : []), ...textsAt(values, nameKeys)];
  return { names: longEnough(names), contacts: longEnough(textsAt(values, contactKeys)) };
}

function textsAt(all: readonly unknown[], keys: readonly string[]): string[] {
  return all.flatMap((values) => {
    if (typeof values !== "object" || values === null) return [];
    const found = keys.map((key): unknown => Reflect.get(values, key));
    return found.filter((value) => typeof value === "string");
  });
}

function longEnough(terms: readonly string[]): string[] {
  return [...new Set(terms)].filter((term) => term.length >= leastCharacters);
}

/** The text with these terms blotted out, in whatever case. */
export function withoutTerms(text: string, terms: readonly string[]): string {
  return terms.length === 0 ? text : text.replace(new RegExp(patternOfTerms(terms), "giu"), blot);
}

/** What stands in the place of a term that was blotted out. */
export const blot = "•••";

/**
 * A regular expression of one of these terms, for JavaScript and PostgreSQL: also as files are named, with other marks or none
 * between words and digits (PAZ_GIL, 52.000.100), and without accents. Without terms it matches nothing.
 */
export function patternOfTerms(terms: readonly string[]): string {
  if (terms.length === 0) return "a^";
  return terms
    .map((term) =>
      term
        .split(/[\s._/-]+/)
        .filter(Boolean)
        .map(patternOfWord)
        .join(`${between}*`),
    )
    .join("|");
}

const between = String.raw`[\s._/-]`;
const accented: Readonly<Record<string, string>> = {
  a: "[aáàâãä]",
  e: "[eéèêë]",
  i: "[iíìîï]",
  o: "[oóòôõö]",
  u: "[uúùûü]",
  c: "[cç]",
  n: "[nñ]",
};

function patternOfWord(word: string): string {
  if (/^\d+$/.test(word)) return [...word].join(`${between}?`);
  return Array.from(word.normalize("NFD").replace(/\p{Mn}/gu, ""), (letter) => {
    return accented[letter.toLowerCase()] ?? letter.replace(/[.*+?^${}()|[\]\\]/, "\\$&");
  }).join("");
}
