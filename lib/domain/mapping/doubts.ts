import type { Field, FieldId } from "../fields/field.ts";
import { type Claim, isGuarded, type UnderstoodColumn } from "./column-claims.ts";
import type { ColumnProfile } from "./column-profile.ts";

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
  const isCurrent = field.id === "obligation.total_balance" && column.meanings.has("actual");
  return columns.some(
    (other) =>
      other !== column &&
      subjects.some((subject) => other.meanings.has(subject) && column.meanings.has(subject)) &&
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
  ["obligation.name", ["tipo", "linea", "producto"]],
  ["obligation.total_balance", ["saldo", "deuda", "total"]],
  ["obligation.days_delay", ["mora", "dia"]],
  ["obligation.portfolio_type", ["tipo"]],
  ["obligation.last_pay", ["pago", "abono"]],
  ["obligation.last_pay_date", ["pago", "abono"]],
]);

/** Fields whose weak name is taken when the values fit and nothing else speaks of it; the others' weak names are only shown. */
const takenOnWeakName = new Set<FieldId>(["debtor.Identification", "obligation.total_balance"]);

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
