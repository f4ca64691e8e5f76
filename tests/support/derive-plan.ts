import { gunzipSync } from "node:zlib";
import { assembleCorrected } from "#lib/domain/correction/assemble-corrected.ts";
import { CorrectionCounter } from "#lib/domain/correction/correction-counter.ts";
import { EarlierDebtors } from "#lib/domain/correction/earlier-debtors.ts";
import type { ReportFigures } from "#lib/domain/correction/report-figures.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
import { ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { correctRow } from "#lib/domain/table/correct-row.ts";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import type { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

interface Found {
  readonly totals: ControlTotals;
  readonly report: ReportFigures | null;
}

/**
 * Derives what a server finds in a workbench's plan and chunks, given the earlier debtors, without any
 * shortcut. `payloads`: of each debtor, in the order of their first rows; null if it is not sent.
 */
export async function derivePlan(
  workbench: Workbench,
  fields: readonly Field[],
  earlierText: string,
  at: number,
): Promise<{ page: Found; server: Found; leftOut: number[]; payloads: (string | null)[] }> {
  const plan = workbench.planStaging();
  const context = { fields, mapping: plan.mapping, country: "CO" };
  const read = compileRowReader(context);
  const edits = Map.groupBy(plan.edits, (edit) => edit.row);
  const checked = [];
  for (let sequence = 0; sequence < plan.chunkCount; sequence++) {
    const { body, firstRow } = await workbench.chunk({ sequence });
    for (const [index, line] of gunzipSync(new Uint8Array(body)).toString("utf8").trimEnd().split("\n").entries()) {
      const source = parseSourceLine(line);
      if (source === null) throw new Error("a chunk's line is no row");
      const row = firstRow + index;
      checked.push(read(row, correctRow(source, edits.get(row) ?? [])));
    }
  }
  if (plan.correction === null) throw new Error("the plan is of no correction");
  const { renumbered, renamed, added, lines, ...choices } = plan.correction;
  const renumberedIn = (wanted: number) => renumbered.filter(({ row }) => row === wanted);
  const isAdded = (row: number) => added.includes(row);
  const lineOf = (wanted: number) => lines.find(({ row }) => row === wanted)?.line ?? null;
  const correction = { ...choices, earlier: EarlierDebtors.of(earlierText), at, renumberedIn, isAdded, lineOf };
  const reported = new CorrectionCounter(correction);
  const counter = new ControlCounter();
  const leftOut: number[] = [];
  const payloads: (string | null)[] = [];
  for (const rows of Map.groupBy(checked, (row) => row.identification ?? row.row).values()) {
    const isNobody = rows[0]?.identification === null;
    const verdict = isNobody ? { ...ofNobody, debtor: null } : assembleCorrected(rows, context, correction);
    if (!isNobody) payloads.push(verdict.debtor?.payload ?? null);
    counter.add(rows, verdict);
    reported.add(rows, verdict);
    const whole = verdict.repetitions.filter(({ isWholeRow }) => isWholeRow).map(({ row }) => row);
    leftOut.push(...(verdict.isLeftOut ? rows.map(({ row }) => row) : whole));
  }
  const { report } = workbench.edit({ edits: [] });
  return {
    page: { totals: plan.totals, report },
    server: { totals: counter.totals(), report: reported.figures(renamed.map(({ was }) => was)) },
    leftOut: leftOut.sort((left, right) => left - right),
    payloads,
  };
}
