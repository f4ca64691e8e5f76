import type { Field, FieldId } from "../fields/field.ts";
import { type Claim, isGuarded, type UnderstoodColumn } from "./columns/column-claims.ts";
import type { ColumnProfile } from "./columns/column-profile.ts";
import { nameScore } from "./headers/name-score.ts";

/** Fields where two columns with nearly the same claim mean that a person must choose: a wrong one loads another's number. */
const marginOfDoubt = 0.05;
const tolerant = new Set<FieldId>([
  "debtor.Name",
  "debtor.Email",
  "debtor.Telephone",
  "debtor.Address",
  "obligation.name",
]);

/** A weak name (saldo, documento, mora) may mean something else as soon as another column speaks of the same thing. */
function hasRival(field: Field, column: UnderstoodColumn, columns: readonly UnderstoodColumn[]): boolean {
  const subjects = rivalSubjects.get(field.id) ?? [];
  // "Tipo documento" says what kind "Documento" is of, not which.
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

/** "Saldo capital" and "saldo en mora" are parts of the balance, no other balance: "saldo actual" beside them is all of it. */
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

/** Fields whose weak name is taken when the values fit and nothing else speaks of it; the others' weak names are only shown. */
const takenOnWeakName = new Set<FieldId>(["debtor.Identification", "obligation.total_balance"]);

/** "Tipo de crédito" names the obligation where no other column may; "Línea" and "Servicio" alone are often something else. */
function isOnlyNameOfObligation(column: UnderstoodColumn, columns: readonly UnderstoodColumn[]): boolean {
  if (!column.meanings.has("obligacion") && !column.meanings.has("producto")) return false;
  const isNumber = ({ meanings }: UnderstoodColumn) => ["numero", "id", "codigo"].some((word) => meanings.has(word));
  return columns.every(
    (other) => other === column || isNumber(other) || nameScore("obligation.name", other.meanings) === null,
  );
}

/**
 * Fields that nearly every portfolio has, and has once: where a single column speaks of one, that is the column, whatever else
 * its name says ("CEL_TH"). Money is not among them: an unknown word beside "saldo" may make it another sum.
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

/** Words of half a value, or of another one than the first: "primer nombre", "dirección complemento", "celular 2", "dirección instalación". */
const isOfPart =
  /^\?(?:prim(?:er|era|ero)?|seg(?:undo|unda)?|terc\w*|compl\w*|alt|altern\w*|adic\w*|otr[oa]s?|outr[oa]s?|instal\w*|first|second|middle|other|[02-9]|\d{2,})$/;

/** Whether no other column claims the field of a partly understood name, and none holds what it would hold. */
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

/** Telephones and mails show by their values: the true one may stand under a name that says nothing. */
function holdsTheSame(field: Field, other: UnderstoodColumn): boolean {
  const { counts, filled } = other.profile;
  if (filled === 0 || isGuarded(other)) return false;
  if (field.id === "debtor.Telephone") return counts.telephones >= filled * 0.9;
  return field.id === "debtor.Email" && counts.emails >= filled * 0.8;
}

/** Whether a claim that won is only shown, for somebody to decide. `rivals`: scores of the other columns that claim the field. */
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
  // Alone in a file, "saldo pendiente" is as likely the whole balance.
  if (field.id === "obligation.balance_payment" && claim.score <= 1 && !takesBalance) return true;
  return !tolerant.has(field.id) && rivals.some((score) => score >= claim.score - marginOfDoubt);
}

/** Documents of people and companies have six to eleven digits; an invoice numbered 1, 2, 3 has not. */
function hasDocumentDigits(profile: ColumnProfile): boolean {
  const { counts, filled, minDigits, maxDigits } = profile;
  return counts.integers >= filled * 0.9 && minDigits >= 5 && maxDigits >= 6 && maxDigits <= 11;
}
