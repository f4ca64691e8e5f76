import type { Issue } from "../validation/issue.ts";
import { type ClientPlan, clientPlanOf, type PlannedField } from "./client-plan.ts";
import type { CheckedRow, Debtor, FieldValues } from "./debtor.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { quote } from "./json-text.ts";
import { judgeClient } from "./judge-client.ts";
import { commonValue, settleValues } from "./merge-values.ts";

export interface AssembledDebtor {
  /** null when an error stands on any of the client's rows or on the client: a debtor is never sent in part. */
  readonly debtor: Debtor | null;
  /** What only shows on the client as a whole; the rows' own issues stand on the rows. */
  readonly issues: readonly Issue[];
}

/** `{"id":"1","name":"…"}` in catalogue order; an empty value is left out, since an empty string could overwrite. */
function obligationText(values: FieldValues, planned: readonly PlannedField[]): string {
  let text = "";
  for (const { key, opening, prefix, isPlain } of planned) {
    const value = key.read(values);
    if (value === "") continue;
    const before = text === "" ? opening : prefix;
    text += isPlain ? `${before}"${value}"` : before + quote(value);
  }
  return text === "" ? "{}" : `${text}}`;
}

function payloadOf(identification: string, rows: readonly CheckedRow[], plan: ClientPlan): string {
  let text = `{"Identification":${quote(identification)}`;
  for (const { key, policy, prefix, isPlain } of plan.debtor) {
    const value = commonValue(rows, key) ?? settleValues(rows, key, policy).value;
    if (value !== "") text += isPlain ? `${prefix}"${value}"` : prefix + quote(value);
  }
  text += ',"Obligations":[';
  let isFirst = true;
  for (const row of rows) {
    for (const values of row.obligations) {
      text += isFirst ? obligationText(values, plan.obligation) : `,${obligationText(values, plan.obligation)}`;
      isFirst = false;
    }
  }
  return `${text}]}`;
}

/**
 * Makes one client of all its rows (ascending, all of one identification). Same rows, same text, byte for byte.
 * The rows must be those of compileRowReader, under the same context.
 */
export function assembleDebtor(rows: readonly CheckedRow[], context: DerivationContext): AssembledDebtor {
  const verdict = judgeClient(rows, context);
  const identification = rows[0]?.identification ?? null;
  if (verdict.isLeftOut || identification === null) return { debtor: null, issues: verdict.issues };
  return {
    debtor: {
      identification,
      rows: rows.map((row) => row.row),
      lines: rows.map((row) => row.line),
      payload: payloadOf(identification, rows, clientPlanOf(context)),
      obligationCount: verdict.obligationCount,
      balanceCents: verdict.balanceCents,
    },
    issues: verdict.issues,
  };
}
