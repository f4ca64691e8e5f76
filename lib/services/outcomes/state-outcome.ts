import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { stateRecords } from "#lib/database/records/read-backs.ts";
import { endRun, lockUpload } from "#lib/database/uploads/runs.ts";
import { recordMoves } from "#lib/domain/outcome/record-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { enqueueTenantWork } from "#lib/queue/tenant-work.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { countSchema } from "../number-input.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { readUpload } from "../uploads/show-upload.ts";

const inputSchema = z.object({
  /** Ordinals of debtors, or all unconfirmed ones that no retry or correction has taken over. */
  ordinals: z.union([z.literal("all"), z.array(countSchema).min(1).max(10_000)]),
  outcome: z.enum(recordMoves.unconfirmed),
  /** How the user knows; kept with the debtors and in the audit trail. */
  note: z.string().trim().min(1).max(500),
});
export type StateOutcomeInput = z.input<typeof inputSchema> & { readonly uploadId: string };

/**
 * Settles unconfirmed debtors by a person's word, under their name. Debtors that are no longer unconfirmed
 * stay as they are, so a repeated call changes nothing.
 */
export async function stateOutcome(ctx: Ctx, input: StateOutcomeInput): Promise<UploadView> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId } = input;
  const { ordinals, outcome, note } = parseInput(inputSchema, input);
  return withTransaction(
    tenantId,
    async (tx) => {
      await lockUpload(tx, tenantId, uploadId);
      const word = { outcome, statedBy: ctx.actor?.name ?? "", note };
      const debtors = await stateRecords(tx, tenantId, uploadId, ordinals === "all" ? null : ordinals, word);
      if (debtors > 0) {
        // The note stays with the debtors: it may name somebody, and the trail is never erased.
        const details = { debtors, outcome };
        await recordAudit(tx, ctx, "outcome_stated", { tenantId, subject: uploadId, details });
        await endRun(tx, tenantId, uploadId);
        // The next upload in line may wait for these look-ups.
        await enqueueTenantWork(tx, tenantId);
      }
      return readUpload(tx, tenantId, uploadId);
    },
    // One statement may move a million records.
    { timeoutMs: 120_000 },
  );
}
