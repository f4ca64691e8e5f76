import { createHash } from "node:crypto";
import type { CorrectionChoices } from "#lib/domain/correction/correction.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { Ctx } from "#lib/services/context.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { findCorrection } from "#lib/services/uploads/find-correction.ts";
import { finishStaging, type Staged } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { startStaging } from "#lib/services/uploads/start-staging.ts";
import type { ReportCell } from "#lib/spreadsheet/report/report-cell.ts";
import { reportTable } from "#lib/spreadsheet/report/report-table.ts";
import { writeCsv } from "#lib/spreadsheet/report/write-csv.ts";
import { writeXlsx } from "#lib/spreadsheet/report/write-xlsx.ts";
import { cutLists, lengthsOf } from "#lib/spreadsheet/workbench/list-parts.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { bodyOf, bringLists } from "../factories.ts";
import { heldAsPage } from "../held-as-page.ts";
import { tableOfRows } from "./earlier-upload.ts";
import { reportWordsInTests } from "./report-words.ts";

const fields = fieldsOf([]);

/** The report of failures as it would be written, header row first. */
export async function failuresOf(ctx: Ctx, uploadId: string, isGuarded: boolean): Promise<ReportCell[][]> {
  const table = reportTable(await exportRows(ctx, { uploadId, group: "failures" }), reportWordsInTests, { isGuarded });
  const rows: ReportCell[][] = [
    table.headers.map((text) => ({ text, kind: "text", holds: "value", isAtFault: false })),
  ];
  for await (const row of table.rows) rows.push([...row]);
  return rows;
}

/** Writes such rows to a file as the portal does. */
export async function fileOfReport(rows: readonly (readonly ReportCell[])[], format: "csv" | "xlsx"): Promise<File> {
  const table = tableOfRows(rows);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const bytes = format === "csv" ? writeCsv(table, { delimiter: ";" }) : writeXlsx(table, { sheetName: "R" });
  for await (const part of bytes) parts.push(part);
  return new File(parts, `corregido.${format}`);
}

/** A dropped report as on the page: read, compared with the server's earlier debtors, reviewed and edited. */
export async function openAsPage(
  ctx: Ctx,
  tenantId: string,
  ofId: string,
  file: File,
  { choices, mapping, edits }: { choices: CorrectionChoices; mapping: Mapping; edits: readonly CellEdit[] },
): Promise<Workbench> {
  const workbench = new Workbench();
  await workbench.open({ file, settings: {}, fields });
  const { head, lines } = await findCorrection(ctx, { tenantId, uploadId: ofId });
  workbench.correct({ text: new TextEncoder().encode(lines.join("")).buffer, at: Date.parse(head.at) });
  const context = await heldAsPage(ctx, tenantId, workbench, { fields, mapping, country: "CO" });
  workbench.apply({ context, choices });
  if (edits.length > 0) workbench.edit({ edits });
  return workbench;
}

/** Stages it on the server; throws if the totals differ. */
export async function stageOpened(
  ctx: Ctx,
  tenantId: string,
  ofId: string,
  workbench: Workbench,
  headers: readonly string[],
): Promise<Staged & { uploadId: string }> {
  const plan = workbench.planStaging();
  if (plan.correction === null) throw new Error("it is of no correction");
  const { rowCount, chunkCount, totals, mapping, heldStamp } = plan;
  const { renumbered: _, renamed: __, added: ___, lines: ____, ...correction } = plan.correction;
  const { uploadId } = await startStaging(ctx, {
    rowCount,
    chunkCount,
    totals,
    heldStamp,
    mapping,
    lists: lengthsOf(cutLists(plan)),
    tenantId,
    fileName: "corregido",
    fileBytes: 1,
    fileSha256: createHash("sha256").update(ofId).digest("hex"),
    headers: [...headers],
    fieldsDigest: fieldsDigest(fields),
    correction: { ...correction, ofId },
  });
  await bringLists(ctx, uploadId, plan);
  for (let sequence = 0; sequence < plan.chunkCount; sequence++) {
    const chunk = await workbench.chunk({ sequence });
    const bytes = new Uint8Array(chunk.body);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await receiveChunk(ctx, { ...chunk, uploadId, sha256, body: bodyOf(bytes) });
  }
  return { uploadId, ...(await finishStaging(ctx, { uploadId })) };
}
