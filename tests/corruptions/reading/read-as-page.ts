import { gunzipSync } from "node:zlib";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import { refusalOf } from "#lib/spreadsheet/refused.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { answerTruly, type Knowledge } from "./answer-truly.ts";
import { nothingRead, type Observation, type StagedDebtor } from "./observation.ts";

const fields = standardFields;
const country = "CO";

/** Reads a file as the page does and stages the cells that the page would send as the server does. */
export async function readAsPage(file: File, known: Knowledge): Promise<Observation> {
  const workbench = new Workbench();
  try {
    return await read(workbench, file, known);
  } catch (thrown) {
    return { ...nothingRead, refusal: refusalOf(thrown).code };
  }
}

async function read(workbench: Workbench, file: File, known: Knowledge): Promise<Observation> {
  const report = await workbench.open({ file, settings: {}, fields });
  const { mapping, toPlace, toRead } = answerTruly(report, known);
  // The page shows hidden rows next to the notices, with a way to set them aside.
  const hidden = report.hiddenRows.count > 0 ? [{ code: "hidden_rows", params: report.hiddenRows }] : [];
  const notices = [...report.notices, ...hidden];
  const problems = checkMapping(mapping, fields, report.columns.length, report.columns, country);
  if (problems.length > 0) {
    const blockedBy = problems.map(({ code, field }) => `${code} ${field ?? ""}`);
    return { ...nothingRead, refusal: null, blockedBy, toPlace, toRead, notices };
  }
  const summary = workbench.apply({ context: { fields, mapping, country } });
  const plan = workbench.planStaging();
  const asked = [
    ...(summary.largerPart === undefined ? [] : [{ code: "larger_part", params: {} }]),
    ...(summary.futurePayments === undefined ? [] : [{ code: "future_payments", params: {} }]),
  ];
  const linesOfDebtors = await readDebtors(workbench, plan.mapping, plan.chunkCount);
  const debtors = linesOfDebtors.flatMap((lines) => staged(lines, { fields, mapping: plan.mapping, country }));
  // Page and server must agree; a difference is a finding of its own.
  const cents = debtors.reduce((sum, debtor) => sum + debtor.cents, 0);
  const own = `${debtors.length} ${(cents / 100).toFixed(2)}`;
  if (own !== `${summary.totals.staged.debtors} ${summary.totals.staged.balance}`)
    throw new Error(`page and server differ: ${JSON.stringify(summary.totals.staged)}, ${own}`);
  const { rows } = workbench.window({ from: 0, count: plan.rowCount, filter: { show: "all" } });
  const fieldOf = (column: number | null): string | null => {
    const state = column === null ? undefined : plan.mapping.columns[column];
    return state !== undefined && "field" in state ? state.field : null;
  };
  return {
    refusal: null,
    blockedBy: [],
    toPlace,
    toRead,
    notices: [...notices, ...asked],
    debtors,
    linesOfDebtors: linesOfDebtors.map((lines) => new Set(lines.map(({ line }) => line))),
    setAside: new Set(plan.setAside.map(({ line }) => line)),
    leftOut: new Set(rows.flatMap(({ line, isLeftOut }) => (isLeftOut ? [line] : []))),
    issues: rows.flatMap(({ line, issues }) =>
      issues.map(({ row: _, column, ...issue }) => ({ ...issue, line, columnField: fieldOf(column) })),
    ),
  };
}

/** The rows of each debtor, read from the cells that the page would send. */
async function readDebtors(workbench: Workbench, mapping: Mapping, chunkCount: number): Promise<CheckedRow[][]> {
  const readRow = compileRowReader({ fields, mapping, country });
  const linesOfDebtors = new Map<string, CheckedRow[]>();
  let row = 0;
  for (let sequence = 0; sequence < chunkCount; sequence++) {
    const { body } = await workbench.chunk({ sequence });
    for (const text of gunzipSync(body).toString("utf8").trimEnd().split("\n")) {
      const source = parseSourceLine(text);
      if (source === null) throw new Error("a chunk that is none");
      const checked = readRow(row++, source);
      if (checked.identification === null) continue;
      const rows = linesOfDebtors.get(checked.identification);
      if (rows === undefined) linesOfDebtors.set(checked.identification, [checked]);
      else rows.push(checked);
    }
  }
  return [...linesOfDebtors.values()];
}

function staged(
  rows: readonly CheckedRow[],
  context: DerivationContext,
): (StagedDebtor & { readonly cents: number })[] {
  const { debtor } = assembleDebtor(rows, context);
  return debtor === null ? [] : [{ ...ofPayload(debtor.payload), lines: debtor.lines, cents: debtor.balanceCents }];
}

function ofPayload(payload: string): Omit<StagedDebtor, "lines"> {
  const { Identification: identification, Obligations, ...values } = JSON.parse(payload);
  const named = (level: string, object: object): Record<string, string> =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [`${level}.${key}`, String(value)]));
  const list: object[] = Obligations;
  return { identification, values: named("debtor", values), obligations: list.map((one) => named("obligation", one)) };
}
