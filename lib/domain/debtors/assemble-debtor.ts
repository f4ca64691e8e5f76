import type { Issue } from "../validation/issue.ts";
import type { CheckedRow, Debtor, FieldValues } from "./debtor.ts";
import { type DebtorPlan, debtorPlanOf, type PlannedField } from "./debtor-plan.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { quote } from "./json-text.ts";
import { type DebtorVerdict, judgeDebtor } from "./judge-debtor.ts";
import { sentValue } from "./merge-values.ts";
import type { Repetition } from "./repeated-obligations.ts";

export interface AssembledDebtor extends DebtorVerdict {
  /** null if the debtor or one of its rows has an error: a debtor is never sent in part. */
  readonly debtor: Debtor | null;
}

/** `{"id":"1","name":"…"}` in catalogue order. Empty values are omitted: an empty string could overwrite in the CRM. */
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

function payloadOf(
  identification: string,
  rows: readonly CheckedRow[],
  { repetitions, completed }: DebtorVerdict,
  plan: DebtorPlan,
): string {
  let text = `{"Identification":${quote(identification)}`;
  for (const planned of plan.debtor) {
    const { prefix, isPlain } = planned;
    const value = sentValue(rows, planned);
    if (value !== "") text += isPlain ? `${prefix}"${value}"` : prefix + quote(value);
  }
  text += ',"Obligations":[';
  let isFirst = true;
  for (const row of rows) {
    const repeated = repetitions.find((repetition) => repetition.row === row.row)?.obligations;
    for (let place = 0; place < row.obligations.length; place++) {
      const own = row.obligations[place];
      if (own === undefined || repeated?.includes(place) === true) continue;
      const values = completed.get(own) ?? own;
      text += isFirst ? obligationText(values, plan.obligation) : `,${obligationText(values, plan.obligation)}`;
      isFirst = false;
    }
  }
  return `${text}]}`;
}

/**
 * Makes one debtor from all its rows (ascending, all of one identification). The same rows give the same
 * payload, byte for byte.
 * The rows must come from compileRowReader under the same context. `acrossDebtors`: see judgeDebtor.
 */
export function assembleDebtor(
  rows: readonly CheckedRow[],
  context: DerivationContext,
  acrossDebtors?: readonly Issue[],
): AssembledDebtor {
  const verdict = judgeDebtor(rows, context, acrossDebtors);
  const { isLeftOut, repetitions, obligationCount, balanceCents } = verdict;
  const identification = rows[0]?.identification ?? null;
  if (isLeftOut || identification === null) return { ...verdict, debtor: null };
  const sent = repetitions.length === 0 ? rows : rows.filter((row) => !isRepeatedWhole(row, repetitions));
  return {
    ...verdict,
    debtor: {
      identification,
      rows: sent.map((row) => row.row),
      lines: sent.map((row) => row.line),
      payload: payloadOf(identification, rows, verdict, debtorPlanOf(context)),
      obligationCount,
      balanceCents,
    },
  };
}

function isRepeatedWhole({ row }: CheckedRow, repetitions: readonly Repetition[]): boolean {
  return repetitions.some((repetition) => repetition.row === row && repetition.isWholeRow);
}
