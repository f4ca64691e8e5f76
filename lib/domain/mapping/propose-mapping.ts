import type { Field, FieldId } from "../fields/field.ts";
import { assignBest } from "./assign.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { foldHeader, headerMeanings } from "./fold-header.ts";
import type { CellReading } from "./mapping.ts";
import { nameScore } from "./name-score.ts";
import { valueFit } from "./value-fit.ts";

export interface ProfiledColumn {
  readonly index: number;
  readonly header: string;
  readonly profile: ColumnProfile;
}

export interface Proposal {
  readonly field: FieldId;
  /** `doubtful` is shown and not taken without a click. */
  readonly reason: "synonym" | "values" | "doubtful";
  /** 0 to 1. */
  readonly score: number;
  /** What is known of how its cells are to be read; what is ambiguous is left open, to be asked. */
  readonly reading: CellReading;
}

const noMeanings: ReadonlySet<string> = new Set();

type Reason = Proposal["reason"];

interface Candidate {
  readonly score: number;
  readonly reason: Reason;
}

interface Understood extends ProfiledColumn {
  readonly folded: string;
  readonly meanings: ReadonlySet<string>;
}

/** Fields where two columns with nearly the same claim mean that a person must choose: a wrong one loads another's number. */
const marginOfDoubt = 0.05;
const tolerant = new Set<FieldId>([
  "debtor.Name",
  "debtor.Email",
  "debtor.Telephone",
  "debtor.Address",
  "obligation.name",
]);

/** A header that says nothing: blank, "Columna 5", "F12", a letter. */
function isSilent(column: Understood): boolean {
  return /^(?:(?:columna?|column|coluna|campo|field|col|c|f|var|unnamed|dato)\s*\d*|\p{L}|\d+|)$/u.test(column.folded);
}

function isGuarded(column: Understood): boolean {
  for (const meaning of column.meanings) if (meaning.startsWith("!")) return true;
  return false;
}

/** "Saldo total (2)": the same name once more, told apart by nothing but its number. */
function isNumbered(column: Understood | undefined): boolean {
  const unknown = [...(column?.meanings ?? [])].filter((meaning) => meaning.startsWith("?"));
  return unknown.length > 0 && unknown.every((meaning) => /^\?\d+$/.test(meaning));
}

/** A column known by what stands in it. Only e-mails and telephones can be: any other value could be several things. */
function byValues(field: Field, column: Understood): Candidate | null {
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

/** Words of a custom label and of a header that say the same: alike, or one the other's beginning ("cap", "capital"). */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 4 && /^[!?]/.test(short) && long.startsWith(short);
}

/** "SLD CAPITAL" for the custom field "Saldo capital": the same meanings, guard words too, since here they are what is meant. */
function abbreviates(column: Understood, label: ReadonlySet<string>): boolean {
  const words = [...column.meanings];
  const labels = [...label];
  return (
    words.length > 0 &&
    words.every((word) => labels.some((other) => isSameWord(word, other))) &&
    labels.every((word) => words.some((other) => isSameWord(word, other)))
  );
}

function byName(field: Field, column: Understood, label: ReadonlySet<string>): Candidate | null {
  if (field.isCustom) {
    if (column.folded !== "" && column.folded === foldHeader(field.apiKey)) return { score: 1.1, reason: "synonym" };
    return abbreviates(column, label) ? { score: 0.9, reason: "doubtful" } : null;
  }
  if (column.folded === foldHeader(field.apiKey) && field.apiKey.includes("_"))
    return { score: 1.1, reason: "synonym" };
  const match = nameScore(field.id, column.meanings);
  if (match === null) return null;
  return { score: match.score, reason: match.strength === "partial" ? "doubtful" : "synonym" };
}

function candidate(field: Field, column: Understood, label: ReadonlySet<string>): Candidate | null {
  const named = byName(field, column, label);
  if (named === null) return byValues(field, column);
  const fit = valueFit(field, column.profile);
  if (fit === "contradicts") return null;
  if (fit === "fits") return named;
  // An empty column proves nothing, and money is never taken on its name alone.
  return { score: named.score - 0.3, reason: field.kind === "amount" ? "doubtful" : named.reason };
}

function readingOf(field: Field, profile: ColumnProfile): CellReading {
  const { decimalMark, dateOrder } = profile;
  const isNumber = field.kind === "amount" || field.kind === "number" || field.kind === "days";
  if (isNumber && decimalMark !== null && decimalMark.certainty !== "ambiguous")
    return { decimalMark: decimalMark.value };
  if (field.kind === "date" && dateOrder !== null && dateOrder.certainty !== "ambiguous")
    return { dateOrder: dateOrder.value };
  return {};
}

/** A weak name (saldo, documento, mora) may mean something else as soon as another column speaks of the same thing. */
function hasRival(field: Field, column: Understood, columns: readonly Understood[]): boolean {
  const subjects = rivalSubjects.get(field.id) ?? [];
  return columns.some(
    (other) =>
      other !== column && subjects.some((subject) => other.meanings.has(subject) && column.meanings.has(subject)),
  );
}

const rivalSubjects: ReadonlyMap<FieldId, readonly string[]> = new Map([
  ["debtor.Identification", ["documento", "identificacion", "id"]],
  ["debtor.Name", ["apellido"]],
  ["obligation.id", ["factura", "cuenta", "obligacion"]],
  ["obligation.name", ["tipo", "linea", "producto"]],
  ["obligation.total_balance", ["saldo", "deuda", "total"]],
  ["obligation.days_delay", ["mora", "dia"]],
  ["obligation.portfolio_type", ["tipo"]],
  ["obligation.last_pay", ["pago"]],
  ["obligation.last_pay_date", ["pago"]],
]);

/** Fields whose weak name is taken when the values fit and nothing else speaks of it; the others' weak names are only shown. */
const takenOnWeakName = new Set<FieldId>(["debtor.Identification", "obligation.total_balance"]);

function isDoubted(
  field: Field,
  column: Understood,
  claim: Candidate,
  rivals: readonly number[],
  columns: readonly Understood[],
  takesBalance: boolean,
): boolean {
  const isWeak = claim.score < 0.8 && claim.reason === "synonym";
  if (isWeak && (!takenOnWeakName.has(field.id) || hasRival(field, column, columns))) return true;
  if (isWeak && field.id === "debtor.Identification" && !hasDocumentDigits(column.profile)) return true;
  // "Nombres" beside "Apellidos" is half a name.
  const isHalfName = field.id === "debtor.Name" && !column.meanings.has("apellido");
  if (
    isHalfName &&
    columns.some((other) => other.meanings.has("apellido") && !isGuarded(other) && !other.meanings.has("nombre"))
  )
    return true;
  // Alone in a file, "saldo pendiente" is as likely the whole balance.
  if (field.id === "obligation.balance_payment" && claim.score <= 1 && !takesBalance) return true;
  return !tolerant.has(field.id) && rivals.some((score) => score >= claim.score - marginOfDoubt);
}

/** Documents of people and companies have six to eleven digits; an invoice numbered 1, 2, 3 has not. */
function hasDocumentDigits(profile: ColumnProfile): boolean {
  const { counts, filled, minDigits, maxDigits } = profile;
  return counts.integers >= filled * 0.9 && minDigits >= 5 && maxDigits >= 6 && maxDigits <= 11;
}

/**
 * Where each column probably belongs: by its folded name, held against its values, one column to a field by the best sum.
 * A missed column costs a click, a wrong one loads a wrong balance, so whatever is not certain is `doubtful`.
 */
export function proposeMapping(
  columns: readonly ProfiledColumn[],
  fields: readonly Field[],
): readonly (Proposal | null)[] {
  const understood = columns.map((column) => ({
    ...column,
    folded: foldHeader(column.header),
    meanings: headerMeanings(column.header),
  }));
  const claims = fields.map((field) => {
    const label = field.isCustom ? headerMeanings(field.apiKey) : noMeanings;
    return understood.map((column) => candidate(field, column, label));
  });
  // A doubtful claim must never push a certain one aside, however the sums fall.
  const worth = (claim: Candidate | null): number =>
    claim === null ? 0 : claim.reason === "doubtful" ? claim.score / 10 : claim.score;
  const assigned = assignBest(
    claims.map((row) => row.map(worth)),
    columns.length,
  );
  const balanceAt = fields.findIndex((field) => field.id === "obligation.total_balance");
  const balanceColumn = assigned[balanceAt] ?? -1;
  const balanceClaim = claims[balanceAt]?.[balanceColumn];
  const takesBalance = balanceClaim?.reason === "synonym" && balanceClaim.score >= 0.8;

  const proposals: (Proposal | null)[] = columns.map(() => null);
  for (const [at, field] of fields.entries()) {
    const index = assigned[at] ?? -1;
    const column = understood[index];
    const claim = claims[at]?.[index];
    if (column === undefined || claim === null || claim === undefined) continue;
    const rivals = (claims[at] ?? []).flatMap((other, i) => {
      if (i === index || other === null) return [];
      if (other.reason !== "doubtful") return [other.score];
      return isNumbered(understood[i]) ? [claim.score] : [];
    });
    const reason =
      claim.reason !== "doubtful" && isDoubted(field, column, claim, rivals, understood, takesBalance)
        ? "doubtful"
        : claim.reason;
    proposals[index] = {
      field: field.id,
      reason,
      score: Math.min(1, claim.score),
      reading: readingOf(field, column.profile),
    };
  }
  return proposals;
}
