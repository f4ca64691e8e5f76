import { isDamaged } from "../cleaning/damaged-letters.ts";
import type { Field, FieldId } from "../fields/field.ts";
import { assignBest } from "./assign.ts";
import type { CellReading } from "./cell-reading.ts";
import {
  type Claim,
  claimsTo,
  isNumbered,
  nameClaim,
  type ProfiledColumn,
  type UnderstoodColumn,
  understand,
} from "./columns/column-claims.ts";
import type { ColumnProfile } from "./columns/column-profile.ts";
import { valueFit } from "./columns/value-fit.ts";
import { dateReading } from "./dates/decide-date-order.ts";
import { isDoubted, standsAlone } from "./doubts.ts";
import { isNameless } from "./headers/is-nameless.ts";
import { hasSlipped } from "./headers/slipped-header.ts";

export interface Proposal {
  readonly field: FieldId;
  readonly reason: Claim["reason"];
  /** 0 to 1. */
  readonly score: number;
  /** What is known about how its cells are read; what is ambiguous is absent and gets asked. */
  readonly reading: CellReading;
  /** Doubtful because many of its values are of another kind. */
  readonly isMisfit?: boolean;
}

function readingOf(field: Field, profile: ColumnProfile): CellReading {
  const { decimalMark, dateOrder, orderForm } = profile;
  const isNumber = field.kind === "amount" || field.kind === "number" || field.kind === "days";
  if (isNumber && decimalMark !== null && decimalMark.certainty !== "ambiguous")
    return { decimalMark: decimalMark.value };
  return field.kind === "date" ? dateReading(dateOrder, orderForm) : {};
}

/**
 * Where each column probably belongs, by column index; null: nowhere. Folded names are scored and checked
 * against the values, and each field gets one column by the greatest sum. A missed column costs a click, a
 * wrong one loads a wrong balance, so whatever is not certain is `doubtful`.
 */
export function proposeMapping(
  columns: readonly ProfiledColumn[],
  fields: readonly Field[],
): readonly (Proposal | null)[] {
  const understood = columns.map(understand);
  const claims = fields.map((field) => claimsTo(field, understood));
  const assigned = assignBest(claims.map(worthOf), columns.length);
  const balanceAt = fields.findIndex((field) => field.id === "obligation.total_balance");
  const balanceColumn = assigned[balanceAt] ?? -1;
  const balanceClaim = claims[balanceAt]?.[balanceColumn];
  const takesBalance = balanceClaim?.reason === "synonym" && balanceClaim.score >= 0.8;

  const nameless = columns.filter((column) => hasLostItsName(column, columns));
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
    // Of two columns with one name, "Saldo" and "Saldo (2)", neither is better because some cells of the
    // other are damaged.
    if (columns.some(({ header }, i) => i !== index && baseName(header) === baseName(columns[index]?.header ?? "")))
      rivals.push(claim.score);
    // A column that lost its name may be the field's if its values fit: then a less than certain name is not enough.
    const hasNameless = nameless.some(({ profile }) => valueFit(field, profile) === "fits");
    const isOutnamed = hasBetterName(field, claim, index, claims[at] ?? [], understood);
    const isAlone =
      !hasNameless &&
      !isOutnamed &&
      claim.isPartial === true &&
      standsAlone(field, column, claims[at] ?? [], understood);
    const reason = isAlone
      ? "synonym"
      : claim.reason !== "doubtful" &&
          ((hasNameless && claim.reason === "synonym" && claim.score < 1) ||
            isOutnamed ||
            isDoubted(field, column, claim, rivals, understood, takesBalance))
        ? "doubtful"
        : claim.reason;
    proposals[index] = {
      field: field.id,
      reason,
      score: Math.min(1, claim.score),
      reading: readingOf(field, column.profile),
      ...(claim.isMisfit === true ? { isMisfit: true } : {}),
    };
  }
  return hasSlipped(understood, fields) ? proposals.map(doubted) : proposals;
}

/** The same proposal, to be asked about. */
export function doubted(proposal: Proposal | null): Proposal | null {
  return proposal === null ? null : { ...proposal, reason: "doubtful" };
}

/**
 * What the claims to a field are worth in the assignment. A doubtful one counts a tenth, so that it never pushes a
 * certain one aside. So does one whose name says less than that of a column with misfits: it is doubtful itself.
 */
function worthOf(claims: readonly (Claim | null)[]): number[] {
  const misfit = Math.max(0, ...claims.map((claim) => (claim?.isMisfit === true ? claim.score : 0)));
  return claims.map((claim) => {
    if (claim === null) return 0;
    return claim.reason === "doubtful" || claim.score < misfit ? claim.score / 10 : claim.score;
  });
}

/**
 * Whether another column has the better name, or one that is partly understood too, and only its values keep
 * it from the field: where most rows are shifted, the neighbour's values fit instead.
 */
function hasBetterName(
  field: Field,
  claim: Claim,
  index: number,
  claims: readonly (Claim | null)[],
  columns: readonly UnderstoodColumn[],
): boolean {
  // "id_cliente" and "num_doc" are equally good: a damaged cell in one does not favour the other.
  const isNumber = field.kind === "identification";
  return columns.some((other, at) => {
    const own = claims[at] ?? null;
    if (at === index || (own !== null && own.isMisfit !== true) || other.profile.filled === 0) return false;
    const named = nameClaim(field, other);
    if (named === null) return false;
    if (named.reason === "doubtful") return claim.isPartial === true && named.isPartial === true;
    return named.score > claim.score || (isNumber && named.score === claim.score);
  });
}

/** Begins with the rest of a word, or of a letter that took two bytes. */
const stump = /^[\p{Ll}\ufffd\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/u;

/**
 * Whether a header is empty, has damaged letters, or is the half word that a file begins with if its first
 * bytes are lost.
 */
function hasLostItsName({ index, header }: ProfiledColumn, columns: readonly ProfiledColumn[]): boolean {
  if (isNameless(header) || /\p{Ll}[À-Þ]\p{Ll}/u.test(header) || isDamaged(header)) return true;
  return index === 0 && columns.every((column) => stump.test(column.header) === (column.index === 0));
}

/** A header without the number that the reader adds to repeated names. */
function baseName(header: string): string {
  return header.replace(/ \(\d+\)$/, "").toLowerCase();
}
