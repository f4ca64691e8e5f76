import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { updateDrift } from "#lib/database/portfolios/drift-states.ts";
import { lockTenant } from "#lib/database/tenants/tenants.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { DriftView } from "#lib/domain/views/drift-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { reasonSchema } from "../reason-input.ts";
import { recordAudit } from "../record-audit.ts";
import { readUpload } from "../uploads/show-upload.ts";
import { judgeLoad } from "./judge-load.ts";
import { readDrift } from "./show-drift.ts";

const inputSchema = z.object({
  /** Why the file is right, in a person's words. */
  reason: reasonSchema,
});
export type ExplainDriftInput = z.input<typeof inputSchema> & { readonly uploadId: string };

/**
 * Keeps why a stopped load is right, under the person's name; the confirm then goes through. Another reason replaces
 * it. `state_moved` once the upload is no longer staged; `conflict` if nothing stops it.
 */
export async function explainDrift(ctx: Ctx, input: ExplainDriftInput): Promise<DriftView> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId } = input;
  const { reason } = parseInput(inputSchema, input);
  return withTransaction(tenantId, async (tx) => {
    // As the confirm does: it changes the same rows in another order.
    await lockTenant(tx, tenantId);
    const { state } = await readUpload(tx, tenantId, uploadId);
    if (state !== "staged") throw new AppError("state_moved", { state });
    const judged = await judgeLoad(tx, tenantId, uploadId);
    const stops = judged?.oddities.filter(({ certainty }) => certainty === "stop") ?? [];
    if (judged === null || stops.length === 0) throw new AppError("conflict");
    await updateDrift(tx, tenantId, uploadId, judged.oddities, { reason, explainedBy: ctx.actor?.name ?? "" });
    await recordAudit(tx, ctx, "drift_explained", {
      tenantId,
      subject: uploadId,
      details: { stops: [...new Set(stops.map(({ code }) => code))].join(" "), reason },
    });
    return readDrift(tx, tenantId, uploadId);
  });
}
