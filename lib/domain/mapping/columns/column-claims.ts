import { standardFields } from "../../fields/catalogue.ts";
import type { Field } from "../../fields/field.ts";
import { foldHeader, headerMeanings } from "../headers/fold-header.ts";
import { nameScore } from "../headers/name-score.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { valueFit } from "./value-fit.ts";

export interface ProfiledColumn {
  readonly index: number;
  readonly header: string;
  readonly profile: ColumnProfile;
}

/** A column with what its header means. */
export interface UnderstoodColumn extends ProfiledColumn {
  readonly folded: string;
  readonly meanings: ReadonlySet<string>;
}

/** A column's claim to be a field. */
export interface Claim {
  /** Up to 1.1, which is the API's own name. */
  readonly score: number;
  /** `doubtful` is shown and not taken without a click. */
  readonly reason: "synonym" | "values" | "doubtful";
  /** A certain or usual name beside words that mean nothing to us. */
  readonly isPartial?: boolean;
  /** The name fits, but many of the values are of another kind. */
  readonly isMisfit?: boolean;
}

/** Folds a column's header and looks up what its words mean. */
export function understand(column: ProfiledColumn): UnderstoodColumn {
  return { ...column, folded: foldHeader(column.header), meanings: headerMeanings(column.header) };
}

const noMeanings: ReadonlySet<string> = new Set();

/** The names that only the CRM uses: "Identification", and those with an underscore. */
const standardKeys: ReadonlySet<string> = new Set(
  standardFields.map(({ apiKey }) => apiKey).filter((key) => key === "Identification" || key.includes("_")),
);

/** Each column's claim to a field; null for none. */
export function claimsTo(field: Field, columns: readonly UnderstoodColumn[]): (Claim | null)[] {
  const label = field.isCustom ? headerMeanings(field.apiKey) : noMeanings;
  const isOfCrm = !field.isCustom && speaksCrm(columns);
  return columns.map((column) => {
    // "id" and "name" mean nothing by themselves; beside other names of the CRM they are the obligation's.
    if (isOfCrm && column.header === field.apiKey) return withFit(field, column, { score: 1.1, reason: "synonym" });
    return claimOf(field, column, label);
  });
}

/** "Identification" and this many names with an underscore show that a file was written for or by the CRM. */
const namesOfCrm = 2;

function speaksCrm(columns: readonly UnderstoodColumn[]): boolean {
  const own = columns.filter(({ header }) => standardKeys.has(header));
  return own.some(({ header }) => header === "Identification") && own.length > namesOfCrm;
}

/** A header without meaning: blank, "Columna 5", "F12", a single letter. */
function isSilent(column: UnderstoodColumn): boolean {
  return /^(?:(?:columna?|column|coluna|campo|field|col|c|f|var|unnamed|dato)\s*\d*|\p{L}|\d+|)$/u.test(column.folded);
}

/** Whether a guard word shows that the column is about somebody or something else. */
export function isGuarded(column: UnderstoodColumn): boolean {
  for (const meaning of column.meanings) if (meaning.startsWith("!")) return true;
  return false;
}

/** "Saldo total (2)": a repeated name that differs in its number only. */
export function isNumbered(column: UnderstoodColumn | undefined): boolean {
  const unknown = [...(column?.meanings ?? [])].filter((meaning) => meaning.startsWith("?"));
  return unknown.length > 0 && unknown.every((meaning) => /^\?\d+$/.test(meaning));
}

/** A claim by values alone. Only e-mails and telephones have one: any other value could be several things. */
function byValues(field: Field, column: UnderstoodColumn): Claim | null {
  const { filled, counts } = column.profile;
  if (filled === 0 || isGuarded(column)) return null;
  const isReadable = isSilent(column);
  if (field.id === "debtor.Email" && counts.emails >= filled * 0.8) {
    return { score: 0.6, reason: isReadable ? "values" : "doubtful" };
  }
  if (field.id === "debtor.Telephone" && counts.telephones >= filled * 0.9 && isReadable) {
    return { score: 0.5, reason: "doubtful" };
  }
  return null;
}

/**
 * Whether two words, of a custom label and of a header, are the same. One may be the other's beginning
 * ("cap", "capital") if it has at least three letters and is a guard word or unknown.
 */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 4 && /^[!?]/.test(short) && long.startsWith(short);
}

/**
 * "SLD CAPITAL" for the custom field "Saldo capital": the same meanings. Guard words count, since here they
 * are what is meant.
 */
function abbreviates(column: Header, label: ReadonlySet<string>): boolean {
  const words = [...column.meanings];
  const labels = [...label];
  return (
    words.length > 0 &&
    words.every((word) => labels.some((other) => isSameWord(word, other))) &&
    labels.every((word) => words.some((other) => isSameWord(word, other)))
  );
}

/** The part of a column that comes from its header. */
type Header = Pick<UnderstoodColumn, "folded" | "meanings">;

/** "Número" under "CLIENTE": the identification, or the bank's own number of the debtor. A person decides. */
function numbersDebtors(field: Field, { meanings }: Header): boolean {
  const isOfDebtor = meanings.has("cliente") && meanings.has("numero") && meanings.size === 2;
  return field.id === "debtor.Identification" && isOfDebtor;
}

function byName(field: Field, column: Header, label: ReadonlySet<string>): Claim | null {
  if (field.isCustom) {
    if (column.folded !== "" && column.folded === foldHeader(field.apiKey)) return { score: 1.1, reason: "synonym" };
    return abbreviates(column, label) ? { score: 0.9, reason: "doubtful" } : null;
  }
  if (column.folded === foldHeader(field.apiKey) && field.apiKey.includes("_"))
    return { score: 1.1, reason: "synonym" };
  const match = nameScore(field.id, column.meanings);
  if (match === null) return numbersDebtors(field, column) ? { score: 0.4, reason: "doubtful" } : null;
  if (match.strength !== "partial") return { score: match.score, reason: "synonym" };
  return { score: match.score, reason: "doubtful", isPartial: match.ofName !== "weak" };
}

/** A column's claim to a standard field by its name alone, whatever its values are. */
export function nameClaim(field: Field, column: Header): Claim | null {
  return byName(field, column, noMeanings);
}

function claimOf(field: Field, column: UnderstoodColumn, label: ReadonlySet<string>): Claim | null {
  const named = byName(field, column, label);
  return named === null ? byValues(field, column) : withFit(field, column, named);
}

function withFit(field: Field, column: UnderstoodColumn, named: Claim): Claim | null {
  const fit = valueFit(field, column.profile);
  if (fit === "contradicts") return null;
  if (fit === "fits") return named;
  // A fully understood name is asked about even if some of the values do not fit.
  if (fit === "mostly")
    return named.reason === "synonym" ? { score: named.score, reason: "doubtful", isMisfit: true } : null;
  // An empty column proves nothing, and money is never taken on its name alone.
  return { score: named.score - 0.3, reason: field.kind === "amount" ? "doubtful" : named.reason };
}
