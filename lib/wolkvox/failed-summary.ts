import { foldedKey } from "./folded-object.ts";
import { remark } from "./kept-text.ts";
import type { NameFinder } from "./named-in-text.ts";

/** One remark of a list of failures. */
export interface AttributedFailure {
  /** Debtors of the batch that it names; empty if it cannot be attributed. */
  readonly identifications: readonly string[];
  readonly message: string | null;
}

/** How deep a remark is searched; none has been seen deeper. */
const maxDepth = 3;

const identificationKeys = new Set([
  "identification",
  "identificacion",
  "identificacao",
  "identificationnumber",
  "numeroidentificacion",
  "documento",
  "document",
  "cedula",
  "nit",
  "debtor",
  "debtorid",
  "client",
  "clientid",
  "cliente",
]);
/** Values under these keys may look like an identification but are none. */
const foreignKeys =
  /obligation|obligaci|phone|telefon|celular|balance|saldo|code|codigo|status|line|row|index|total|count/;
const messageKeys = /msg|messag|mensa|error|reason|motivo|razon|detail|detalle|descri|cause|causa/;

interface Leaf {
  /** Folded keys from the remark down to the value. */
  readonly path: readonly string[];
  readonly value: string | number;
}

/**
 * Reads a list of failures, whose form is not documented publicly: a text, a list of texts, a list of objects with
 * any spelling and up to 3 levels, or an object keyed by identification. Returns which debtors each remark names.
 */
export function attributeFailures(list: unknown, finder: NameFinder): AttributedFailure[] {
  if (isBlank(list)) return [];
  if (Array.isArray(list)) return list.filter((entry) => !isBlank(entry)).map((entry) => attributeEntry(entry, finder));
  if (typeof list === "object" && list !== null) {
    const entries = Object.entries(list);
    // Keyed by identification, or by the positions that PHP leaves in a filtered list.
    const isKeyed = entries.every(([key]) => finder.exact(key) !== null || /^\d+$/.test(key));
    if (isKeyed) return entries.map(([key, entry]) => keyedEntry(key, entry, finder));
  }
  return [attributeEntry(list, finder)];
}

function keyedEntry(key: string, entry: unknown, finder: NameFinder): AttributedFailure {
  const own = attributeEntry(entry, finder);
  if (own.identifications.length > 0) return own;
  const named = finder.standing(key);
  return { identifications: named === null ? [] : [named], message: own.message };
}

function attributeEntry(entry: unknown, finder: NameFinder): AttributedFailure {
  if (typeof entry === "string") return { identifications: [...finder.inText(entry)], message: remark(entry) };
  const leaves = [...leavesOf(entry, [], maxDepth)];
  return { identifications: [...namesIn(leaves, finder)], message: messageIn(leaves) };
}

/**
 * Uses only the most certain source there is: a key for identifications, else a value that is one, else words
 * that name one.
 */
function namesIn(leaves: readonly Leaf[], finder: NameFinder): ReadonlySet<string> {
  const keyed = leaves.filter(({ path }) => identificationKeys.has(path.at(-1) ?? ""));
  // If such a key names a stranger, the remark is about none of ours, whatever else it contains.
  if (keyed.length > 0) return names(keyed, (value) => finder.exact(value));
  const plain = leaves.filter(({ path }) => !path.some((key) => foreignKeys.test(key)));
  const exact = names(plain, (value) => finder.standing(value));
  if (exact.size > 0) return exact;
  const texts = plain.map(({ value }) => value).filter((value) => typeof value === "string");
  return new Set(texts.flatMap((text) => [...finder.inText(text)]));
}

function names(leaves: readonly Leaf[], find: (value: Leaf["value"]) => string | null): ReadonlySet<string> {
  return new Set(leaves.map(({ value }) => find(value)).filter((name) => name !== null));
}

function messageIn(leaves: readonly Leaf[]): string | null {
  const said = leaves.filter(({ value }) => String(value).trim() !== "");
  const messages = said.filter(({ path }) => path.some((key) => messageKeys.test(key)));
  const shown = messages.length > 0 ? messages : said.filter(({ value }) => typeof value === "string");
  return remark(shown.map(({ value }) => value).join("; "));
}

function* leavesOf(value: unknown, path: readonly string[], depthLeft: number): Generator<Leaf> {
  if (typeof value === "string" || typeof value === "number") yield { path, value };
  if (typeof value !== "object" || value === null || depthLeft === 0) return;
  for (const [key, entry] of Object.entries(value)) {
    yield* leavesOf(entry, Array.isArray(value) ? path : [...path, foldedKey(key)], depthLeft - 1);
  }
}

function isBlank(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return true;
  if (typeof value === "string") return ["", "[]", "{}", "null"].includes(value.trim());
  return typeof value === "object" && Object.keys(value).length === 0;
}
