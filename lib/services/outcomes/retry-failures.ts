import { z } from "zod";
import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { findHopelessStop } from "#lib/database/close-outs/refused.ts";
import {
  claimFailures,
  findRetry,
  findRetryStop,
  insertRetry,
  type RetryCut,
  selectRetried,
  wasDiscardedLoad,
} from "#lib/database/retries/retries.ts";
import { findTenantConnection, findTenantDefaults } from "#lib/database/tenants/tenants.ts";
import { isErased } from "#lib/database/uploads/erasures.ts";
import { lockUpload } from "#lib/database/uploads/runs.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { defaultBatchLimits, envelopeBytes } from "#lib/domain/debtors/batch-debtors.ts";
import { isOver } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { authoriseActor, authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { countSchema } from "../number-input.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { readUpload } from "../uploads/show-upload.ts";

const inputSchema = z.object({
  /** Ordinals of debtors; without it, every failure. */
  ordinals: z.array(countSchema).min(1).max(10_000).optional(),
});
export type RetryFailuresInput = z.input<typeof inputSchema> & { readonly uploadId: string };

/** Debtors per query while batches are cut: two numbers each. */
const sliceSize = 20_000;

/**
 * Makes a new upload, staged and linked to this one, of its rejected and not sent debtors (decision 8). It
 * has its own control totals and is confirmed like any other. A debtor is taken over only once: of several
 * requests at once one makes the retry and the others get it as their answer. `state_moved`: the upload is
 * not over, or was discarded ({@link wasDiscardedLoad}). `erased`: its data is no longer kept. `close_out_refused {stop}`: {@link findHopelessStop}. `nothing_to_send
 * {stop}`: no debtor may be retried, most of them for this reason ({@link findRetryStop}).
 */
export async function retryFailures(ctx: Ctx, input: RetryFailuresInput): Promise<UploadView> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId } = input;
  const { ordinals } = parseInput(inputSchema, input);
  const { userId } = authoriseActor(ctx, "uploads.load");
  return withTransaction(
    tenantId,
    async (tx) => {
      const state = await lockUpload(tx, tenantId, uploadId);
      if (state === null || !isOver(state) || (await wasDiscardedLoad(tx, tenantId, uploadId)))
        throw new AppError("state_moved", { state: state ?? "" });
      if (await isErased(tx, tenantId, uploadId)) throw new AppError("erased");
      const stop = await findHopelessStop(tx, tenantId, uploadId);
      if (stop !== null) throw new AppError("close_out_refused", { stop });
      const scope = { tenantId, uploadId, ordinals: ordinals ?? null };
      const [connection, { batchSize }] = [
        await findTenantConnection(tx, tenantId),
        await findTenantDefaults(tx, tenantId),
      ];
      const repeatBehaviour = connection?.repeatBehaviour ?? "unknown";
      const { retryId, debtors } = await claimFailures(tx, scope, repeatBehaviour);
      if (debtors === 0) {
        const earlier = await findRetry(tx, scope);
        if (earlier === null) {
          const why = await findRetryStop(tx, scope, repeatBehaviour);
          throw new AppError("nothing_to_send", why === null ? {} : { stop: why });
        }
        return readUpload(tx, tenantId, earlier);
      }
      const cuts = await cutRetry(tx, tenantId, uploadId, retryId, batchSize);
      await insertRetry(tx, { tenantId, ofId: uploadId, retryId, createdById: userId, batchSize, cuts });
      await recordAudit(tx, ctx, "upload_retried", { tenantId, subject: uploadId, details: { debtors, retryId } });
      return readUpload(tx, tenantId, retryId);
    },
    // Up to a million records are copied.
    { timeoutMs: 300_000 },
  );
}

/** Cuts batches like staging does: as many debtors and bytes as one call may carry, in their order. */
async function cutRetry(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  retryId: string,
  batchSize: number,
): Promise<RetryCut[]> {
  const cuts: RetryCut[] = [];
  let inLast = 0;
  for (let after = -1; ; ) {
    const slice = await selectRetried(tx, tenantId, uploadId, retryId, after, sliceSize);
    for (const { ordinal, bytes } of slice) {
      const last = cuts.at(-1);
      // One more for the comma before it.
      const size = bytes + 1;
      if (last === undefined || inLast >= batchSize || last.bytes + size > defaultBatchLimits.bytes) {
        cuts.push({ firstOrdinal: ordinal, lastOrdinal: ordinal, bytes: envelopeBytes + size });
        inLast = 1;
      } else {
        cuts[cuts.length - 1] = { ...last, lastOrdinal: ordinal, bytes: last.bytes + size };
        inLast += 1;
      }
    }
    after = slice.at(-1)?.ordinal ?? after;
    if (slice.length < sliceSize) return cuts;
  }
}
