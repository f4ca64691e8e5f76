import { foldText } from "../cleaning/fold-text.ts";
import { identificationField, nameField } from "../fields/catalogue.ts";
import type { FieldId } from "../fields/field.ts";
import type { Issue } from "../validation/issue.ts";
import type { CheckedRow } from "./debtor.ts";
import type { DebtorPlan } from "./debtor-plan.ts";
import { commonValue } from "./merge-values.ts";
import type { SlotReader } from "./slot-values.ts";

const noIssues: readonly Issue[] = Object.freeze([]);
const contacts: ReadonlySet<FieldId> = new Set<FieldId>(["debtor.Email", "debtor.Telephone"]);

/**
 * Issues on all rows of a debtor if two of them name people who have nothing in common: most words of the
 * names differ, and so do mails and telephones. A number that lost its zeros or has a wrong digit belongs to
 * somebody else, and the CRM would merge both people.
 */
export function judgePeople(plan: DebtorPlan, rows: readonly CheckedRow[]): readonly Issue[] {
  if (rows.length === 1) return noIssues;
  const name = plan.debtor.find(({ field }) => field.id === nameField)?.key;
  if (name === undefined || commonValue(rows, name) !== null) return noIssues;
  const keys = plan.debtor.flatMap(({ field, key }) => (contacts.has(field.id) ? [key] : []));
  const named = rows.filter((row) => name.read(row.debtor) !== "");
  const first = named[0];
  const stranger = named.find((row) => first !== undefined && areStrangers(first, row, name, keys));
  if (first === undefined || stranger === undefined) return noIssues;
  const code = "debtor_of_two_people";
  const severity = plan.severityOf(code, identificationField);
  return rows.map((row) => {
    const other = areStrangers(first, row, name, keys) ? first : stranger;
    const params = { other: name.read(other.debtor), line: other.line };
    return { row: row.row, column: plan.identificationColumn, field: identificationField, code, severity, params };
  });
}

function areStrangers(a: CheckedRow, b: CheckedRow, name: SlotReader, keys: readonly SlotReader[]): boolean {
  const both = keys.map((key) => [key.read(a.debtor), key.read(b.debtor)]).filter(([x, y]) => x !== "" && y !== "");
  if (both.length === 0 || both.some(([x, y]) => x === y)) return false;
  const words = new Set(wordsOf(name.read(a.debtor)));
  const others = new Set(wordsOf(name.read(b.debtor)));
  // Relatives share a surname; one person's names come in any order, and some are omitted.
  return 2 * [...others].filter((word) => words.has(word)).length < Math.min(words.size, others.size);
}

/** Words of a name without the short ones that many names have (de, la, y). */
function wordsOf(name: string): string[] {
  return foldText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && word !== "del" && word !== "los" && word !== "las" && word !== "dos");
}
