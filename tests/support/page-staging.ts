import { createHash } from "node:crypto";
import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { Ctx } from "#lib/services/context.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { startStaging } from "#lib/services/uploads/start-staging.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { cutLists, lengthsOf } from "#lib/spreadsheet/workbench/list-parts.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { bodyOf, bringLists } from "./factories.ts";
import { heldAsPage } from "./held-as-page.ts";

export interface PageStaging {
  readonly uploadId: string;
  /** What the page showed before staging. */
  readonly page: ReviewSummary;
  /** What the server found in the same cells. */
  readonly server: ControlTotals;
  /** The mapping that was sent. */
  readonly mapping: Mapping;
}

/**
 * Stages a file as the page does: a workbench reads and checks it, and its results are sent to the use cases.
 */
export async function stageAsPage(
  ctx: Ctx,
  tenantId: string,
  content: string | File,
  chosen: Mapping,
  edits: readonly CellEdit[] = [],
): Promise<PageStaging> {
  const fields = fieldsOf([]);
  const workbench = new Workbench();
  const file = typeof content === "string" ? new File([content], "cartera.csv") : content;
  const report = await workbench.open({ file, settings: {}, fields });
  const context = await heldAsPage(ctx, tenantId, workbench, { fields, mapping: chosen, country: "CO" });
  const applied = workbench.apply({ context });
  const page = edits.length === 0 ? applied : workbench.edit({ edits });
  const plan = workbench.planStaging();
  const { rowCount, chunkCount, totals, mapping, heldStamp } = plan;
  const { uploadId } = await startStaging(ctx, {
    tenantId,
    fileName: report.fileName,
    fileBytes: report.fileBytes,
    fileSha256: report.fileSha256,
    headers: report.columns.map(({ header }) => header),
    mapping,
    fieldsDigest: fieldsDigest(fields),
    rowCount,
    chunkCount,
    lists: lengthsOf(cutLists(plan)),
    totals,
    heldStamp,
    declared: page.declared.declared,
  });
  await bringLists(ctx, uploadId, plan);
  for (let sequence = 0; sequence < chunkCount; sequence++) {
    const chunk = await workbench.chunk({ sequence });
    const bytes = new Uint8Array(chunk.body);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await receiveChunk(ctx, { ...chunk, uploadId, sha256, body: bodyOf(bytes) });
  }
  return { uploadId, page, mapping, server: (await finishStaging(ctx, { uploadId })).totals };
}
