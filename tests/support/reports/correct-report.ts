import { assembleCorrected } from "#lib/domain/correction/assemble-corrected.ts";
import { type Correction, type CorrectionChoices, noChoices } from "#lib/domain/correction/correction.ts";
import { EarlierDebtors } from "#lib/domain/correction/earlier-debtors.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import type { CheckedRow, ControlTotals } from "#lib/domain/debtors/debtor.ts";
import { ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import type { Ctx } from "#lib/services/context.ts";
import { findCorrection } from "#lib/services/uploads/find-correction.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { beginStaging, chunksOf, headers, portfolioMapping, type SheetShape } from "../factories.ts";

type Rows = readonly (readonly string[])[];

const usualShape: SheetShape = { headers, mapping: portfolioMapping };

export interface Reviewed {
  readonly shape: SheetShape;
  readonly totals: ControlTotals;
  /** Codes of the issues that belong to the whole debtor, by identification. */
  readonly issues: ReadonlyMap<string, readonly string[]>;
  readonly correction: CorrectionChoices & { readonly ofId: string; readonly stamp: string };
}

/** What the page makes of a corrected report: the same domain code, given the server's earlier debtors. */
export async function reviewCorrection(
  ctx: Ctx,
  tenantId: string,
  ofId: string,
  rows: Rows,
  choices: CorrectionChoices = noChoices,
  shape: SheetShape = usualShape,
): Promise<Reviewed> {
  const { head, lines } = await findCorrection(ctx, { tenantId, uploadId: ofId });
  const earlier = EarlierDebtors.of(lines.join(""));
  const correction: Correction = {
    earlier,
    at: Date.parse(head.at),
    ...choices,
    renumberedIn: () => [],
    lineOf: () => null,
  };
  const context = { fields: shape.fields ?? fieldsOf([]), mapping: shape.mapping, country: "CO" };
  const read = compileRowReader(context);
  const rowsByDebtor = new Map<string, CheckedRow[]>();
  const counter = new ControlCounter();
  for (const [row, cells] of rows.entries()) {
    const checked = read(row, { line: row + 2, cells, kinds: null });
    if (checked.identification === null) counter.add([checked], ofNobody);
    else rowsByDebtor.set(checked.identification, [...(rowsByDebtor.get(checked.identification) ?? []), checked]);
  }
  const issues = new Map<string, string[]>();
  for (const [identification, rows] of rowsByDebtor) {
    const verdict = assembleCorrected(rows, context, correction);
    counter.add(rows, verdict);
    issues.set(identification, [...new Set(verdict.issues.map((issue) => issue.code))]);
  }
  return { shape, totals: counter.totals(), issues, correction: { ofId, stamp: earlier.stamp, ...choices } };
}

/** Sends the rows of a reviewed correction to the server, without finishing the staging. */
export async function bringCorrection(ctx: Ctx, tenantId: string, rows: Rows, reviewed: Reviewed): Promise<string> {
  const { shape, totals, correction } = reviewed;
  const uploadId = await beginStaging(ctx, tenantId, rows, { shape, totals, correction, fileName: "corregido.xlsx" });
  for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(ctx, chunk);
  return uploadId;
}

/** Drops a corrected report and stages it. */
export async function stageCorrection(
  ctx: Ctx,
  tenantId: string,
  ofId: string,
  rows: Rows,
  shape?: SheetShape,
): Promise<string> {
  const reviewed = await reviewCorrection(ctx, tenantId, ofId, rows, noChoices, shape);
  const uploadId = await bringCorrection(ctx, tenantId, rows, reviewed);
  await finishStaging(ctx, { uploadId });
  return uploadId;
}
