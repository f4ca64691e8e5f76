import type { Field, FieldId } from "../fields/field.ts";
import { type Claim, isGuarded, type UnderstoodColumn } from "./columns/column-claims.ts";
import type { ColumnProfile } from "./columns/column-profile.ts";
import { nameScore } from "./headers/name-score.ts";

/**
 * Two claims this close need a person's choice, except for the tolerant fields below: a wrong column would
 * load another's number.
 */
const marginOfDoubt = 0.05;
const tolerant = new Set<FieldId>([
  "debtor.Name",
  "debtor.Email",
  "debtor.Telephone",
  "debtor.Address",
  "obligation.name",
]);

/**
 * Whether another column is about the same thing: a weak name (saldo, documento, mora) may then mean something else.
 */
function hasRival(field: Field, column: UnderstoodColumn, columns: readonly UnderstoodColumn[]): boolean {
  const subjects = rivalSubjects.get(field.id) ?? [];
  // "Tipo documento" is the kind of "Documento", not another one.
  const isOfKind = (other: UnderstoodColumn) => field.id === "debtor.Identification" && other.meanings.has("tipo");
  const isCurrent = field.id === "obligation.total_balance" && column.meanings.has("actual");
  return columns.some(
    (other) =>
      other !== column &&
      subjects.some((subject) => other.meanings.has(subject) && column.meanings.has(subject)) &&
      !isOfKind(other) &&
      !(isCurrent && isPartOfBalance(other)),
  );
}

/**
 * "Saldo capital" and "saldo en mora" are parts of the balance, not another balance: "saldo actual" beside
 * them is all of it.
 */
function isPartOfBalance({ meanings }: UnderstoodColumn): boolean {
  if (meanings.has("total")) return false;
  return meanings.has("!capital") || meanings.has("!cap") || meanings.has("mora") || meanings.has("vencido");
}

const rivalSubjects: ReadonlyMap<FieldId, readonly string[]> = new Map([
  ["debtor.Identification", ["documento", "identificacion", "id"]],
  ["debtor.Name", ["apellido"]],
  ["obligation.id", ["factura", "cuenta", "obligacion"]],
  ["obligation.total_balance", ["saldo", "deuda", "total"]],
  ["obligation.days_delay", ["mora", "dia"]],
  ["obligation.portfolio_type", ["tipo"]],
  ["obligation.last_pay", ["pago", "abono"]],
  ["obligation.last_pay_date", ["pago", "abono"]],
]);

/**
 * Fields whose weak name is taken if the values fit and no other column is about the same; other weak names
 * are only shown.
 */
const takenOnWeakName = new Set<FieldId>(["debtor.Identification", "obligation.total_balance"]);

/**
 * "Tipo de crédito" names the obligation if no other column can; "Línea" and "Servicio" alone are often
 * something else.
 */
function isOnlyNameOfObligation(column: UnderstoodColumn, columns: readonly UnderstoodColumn[]): boolean {
  if (!column.meanings.has("obligacion") && !column.meanings.has("producto")) return false;
  const isNumber = ({ meanings }: UnderstoodColumn) => ["numero", "id", "codigo"].some((word) => meanings.has(word));
  return columns.every(
    (other) => other === column || isNumber(other) || nameScore("obligation.name", other.meanings) === null,
  );
}

/**
 * Fields that nearly every portfolio has, once: the only column about one of them is taken, whatever else its
 * name says ("CEL_TH"). Money is not among them: an unknown word beside "saldo" may make it another sum.
 */
const takenWhenAlone = new Set<FieldId>([
  "debtor.Identification",
  "debtor.Name",
  "debtor.Email",
  "debtor.Telephone",
  "debtor.Address",
  "obligation.id",
  "obligation.name",
  "obligation.expiring_date",
  "obligation.days_delay",
  "obligation.last_pay_date",
]);

/**
 * Words for half a value or for a second one: "primer nombre", "dirección complemento", "celular 2",
 * "dirección instalación".
 */
const isOfPart =
  /^\?(?:prim(?:er|era|ero)?|seg(?:undo|unda)?|terc\w*|compl\w*|alt|altern\w*|adic\w*|otr[oa]s?|outr[oa]s?|instal\w*|first|second|middle|other|[02-9]|\d{2,})$/;

/**
 * Whether a partly understood name is the only candidate: no other column claims the field or holds values of
 * its kind.
 */
export function standsAlone(
  field: Field,
  column: UnderstoodColumn,
  claims: readonly (Claim | null)[],
  columns: readonly UnderstoodColumn[],
): boolean {
  if (!takenWhenAlone.has(field.id) || column.profile.filled === 0) return false;
  if ([...column.meanings].some((meaning) => isOfPart.test(meaning))) return false;
  return columns.every(
    (other, at) => other === column || ((claims[at] ?? null) === null && !holdsTheSame(field, other)),
  );
}

/** Telephones and e-mails show by their values: the true column may have a name that means nothing. */
function holdsTheSame(field: Field, other: UnderstoodColumn): boolean {
  const { counts, filled } = other.profile;
  if (filled === 0 || isGuarded(other)) return false;
  if (field.id === "debtor.Telephone") return counts.telephones >= filled * 0.9;
  return field.id === "debtor.Email" && counts.emails >= filled * 0.8;
}

/**
 * Whether a winning claim is only shown, for a person to decide. `rivals`: scores of the other columns that
 * claim the field.
 */
export function isDoubted(
  field: Field,
  column: UnderstoodColumn,
  claim: Claim,
  rivals: readonly number[],
  columns: readonly UnderstoodColumn[],
  takesBalance: boolean,
): boolean {
  const isWeak = claim.score < 0.8 && claim.reason === "synonym";
  if (isWeak && field.id === "obligation.name") return !isOnlyNameOfObligation(column, columns);
  if (isWeak && (!takenOnWeakName.has(field.id) || hasRival(field, column, columns))) return true;
  if (isWeak && field.id === "debtor.Identification" && !hasDocumentDigits(column.profile)) return true;
  // "Nombres" beside "Apellidos" is half a name.
  const isHalfName = field.id === "debtor.Name" && !column.meanings.has("apellido");
  if (
    isHalfName &&
    columns.some((other) => other.meanings.has("apellido") && !isGuarded(other) && !other.meanings.has("nombre"))
  )
    return true;
  // If no column is surely the total balance, "saldo pendiente" is as likely the whole balance.
  if (field.id === "obligation.balance_payment" && claim.score <= 1 && !takesBalance) return true;
  return !tolerant.has(field.id) && rivals.some((score) => score >= claim.score - marginOfDoubt);
}

/**
 * Documents of people and companies have six to eleven digits, a few of them five; an invoice numbered 1, 2,
 * 3 has fewer.
 */
function hasDocumentDigits(profile: ColumnProfile): boolean {
  const { counts, filled, minDigits, maxDigits } = profile;
  return counts.integers >= filled * 0.9 && minDigits >= 5 && maxDigits >= 6 && maxDigits <= 11;
}
