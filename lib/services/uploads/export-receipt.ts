import { tenantDatabase } from "#lib/database/client.ts";
import type { Receipt } from "#lib/domain/portfolio/receipt.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { showReceipt } from "./show-receipt.ts";

/** The receipt as `showReceipt` has it, to take out of the portal, which is noted. */
export async function exportReceipt(ctx: Ctx, input: { uploadId: string }): Promise<Receipt> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const receipt = await showReceipt(ctx, input);
  const details = { group: "receipt", debtors: receipt.read.debtors };
  await recordAudit(tenantDatabase(tenantId), ctx, "report_downloaded", {
    tenantId,
    subject: receipt.uploadId,
    details,
  });
  return receipt;
}
