import { z } from "zod";
import { tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { findComparison } from "#lib/database/comparison/comparisons.ts";
import type { ChosenSending } from "#lib/database/comparison/sending.ts";
import { findTenantConnection } from "#lib/database/tenants/tenants.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { refusalOf } from "#lib/domain/portfolio/comparison/sending.ts";
import { type ComparisonView, sendings } from "#lib/domain/views/comparison-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { keepStaged, moveGroups } from "./move-groups.ts";
import { readComparison } from "./show-comparison.ts";

const inputSchema = z.object({ uploadId: z.string(), sends: z.enum(sendings), countsVolatile: z.boolean() });
export type ChooseSendingInput = z.input<typeof inputSchema>;

/**
 * Chooses what of a staged upload is sent: everything, or only what changed, with or without the debtors that differ
 * only in volatile fields. Whole batches move, some at a time; a choice that was interrupted is made again. Throws
 * `not_found` for an upload that was not compared, `state_moved` unless it is staged or if another choice was made
 * meanwhile, and `invalid` (`sends`, with the code of {@link refusalOf}) where only the changes cannot be sent.
 */
export async function chooseSending(ctx: Ctx, input: ChooseSendingInput): Promise<ComparisonView> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId, sends, countsVolatile } = parseInput(inputSchema, input);
  const chosen: ChosenSending = { sendsChanges: sends === "changes", countsVolatile };
  if (chosen.sendsChanges) await requireOffer(tenantId, uploadId);
  const rowCount = await withTransaction(tenantId, async (tx) => {
    const rows = await keepStaged(tx, tenantId, uploadId, chosen, { byBudget: false });
    await recordAudit(tx, ctx, "sending_chosen", { tenantId, subject: uploadId, details: { ...chosen } });
    return rows;
  });
  if (rowCount !== null) await moveGroups({ tenantId, uploadId, rowCount }, chosen);
  return readComparison(tenantId, uploadId);
}

async function requireOffer(tenantId: TenantId, uploadId: string): Promise<void> {
  const comparison = await findComparison(tenantDatabase(tenantId), tenantId, uploadId);
  if (comparison === null) throw new AppError("not_found");
  const connection = await findTenantConnection(tenantDatabase(tenantId), tenantId);
  const refusal = refusalOf({ ...comparison, repeatBehaviour: connection?.repeatBehaviour ?? "unknown" });
  if (refusal !== null) throw new AppError("invalid", { fields: ["sends"], problems: [`sends:${refusal}`] });
}
