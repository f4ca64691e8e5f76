import { gunzipSync } from "node:zlib";
import { assembleCorrected } from "#lib/domain/correction/assemble-corrected.ts";
import { EarlierDebtors } from "#lib/domain/correction/earlier-debtors.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { compileRowReader } from "#lib/domain/portfolio/compile-row-reader.ts";
import { ControlCounter } from "#lib/domain/portfolio/control-counter.ts";
import type { ControlTotals } from "#lib/domain/portfolio/debtor.ts";
import { ofNobody } from "#lib/domain/portfolio/judge-client.ts";
import { correctRow } from "#lib/domain/table/correct-row.ts";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import type { Workbench } from "#lib/spreadsheet/workbench.ts";

/** What a server finds in the plan and the chunks of a workbench, with what is known of the earlier debtors; no short cut taken. */
export async function derivePlan(
  workbench: Workbench,
  fields: readonly Field[],
  earlierText: string,
  at: number,
): Promise<{ page: ControlTotals; server: ControlTotals; leftOut: number[] }> {
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
  const { renumbered, ...choices } = plan.correction;
  const renumberedIn = (wanted: number) => renumbered.filter(({ row }) => row === wanted);
  const correction = { ...choices, earlier: EarlierDebtors.of(earlierText), at, renumberedIn };
  const counter = new ControlCounter();
  const leftOut: number[] = [];
  for (const rows of Map.groupBy(checked, (row) => row.identification ?? row.row).values()) {
    const verdict = rows[0]?.identification === null ? ofNobody : assembleCorrected(rows, context, correction);
    counter.add(rows, verdict);
    const whole = verdict.repetitions.filter(({ isWholeRow }) => isWholeRow).map(({ row }) => row);
    leftOut.push(...(verdict.isLeftOut ? rows.map(({ row }) => row) : whole));
  }
  return { page: plan.totals, server: counter.totals(), leftOut: leftOut.sort((left, right) => left - right) };
}
