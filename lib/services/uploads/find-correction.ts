import { withTransaction } from "#lib/database/client.ts";
import { isId } from "#lib/database/new-id.ts";
import { withBulkSnapshot } from "#lib/database/pool.ts";
import { findFamily, findReported } from "#lib/database/retries/corrections.ts";
import { selectHolders } from "#lib/database/retries/holding-retries.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { isOver } from "#lib/domain/outcome/upload-state.ts";
import type { RetryHolder } from "#lib/domain/views/retry-view.ts";
import { earlierLines } from "#lib/staging/earlier-lines.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";

export interface FindCorrectionInput {
  readonly tenantId: string;
  /** As read from a cell of the report: it may be anything. */
  readonly uploadId: string;
}

export interface CorrectionHead {
  readonly uploadId: string;
  readonly fileName: string;
  readonly headers: readonly string[];
  /** How the upload's columns were read, policies and constants included. */
  readonly mapping: Mapping;
  /** When it was sent or, if it never was, made. ISO 8601. */
  readonly at: string;
  /** What was sent of some debtors is erased, so rejected ones are sent again whether corrected or not. */
  readonly isErased: boolean;
  /** Uploads that still have some of its debtors to send, and so hold them back. */
  readonly holders: readonly RetryHolder[];
}

export interface FoundCorrection {
  readonly head: CorrectionHead;
  /** Texts of some thousand lines each, in the format of `earlierLine`. */
  readonly lines: readonly string[];
}

/** How much text is gathered before it becomes an element of `lines`. */
const textCharacters = 64 * 1024;

/**
 * What a returned report is corrected against: its upload, as the tenant has it, and what became of each of
 * its debtors. `not_found` both for an upload of another tenant and for one that does not exist;
 * `state_moved` before it is over, or if it is a load that was discarded ({@link isDiscardedLoad}).
 */
export async function findCorrection(ctx: Ctx, input: FindCorrectionInput): Promise<FoundCorrection> {
  const tenantId = await authorise(ctx, "uploads.load", input.tenantId);
  const { uploadId } = input;
  if (!isId(uploadId)) throw new AppError("not_found");
  const found = await withBulkSnapshot(tenantId, async (client) => {
    const upload = await findReported(client, tenantId, uploadId);
    if (upload === null) throw new AppError("not_found");
    const family = await findFamily(client, tenantId, uploadId, false);
    if (family === null || !isOver(family.state) || upload.isDiscarded)
      throw new AppError("state_moved", { state: family?.state ?? "staging" });
    const lines: string[] = [];
    let text = "";
    for await (const line of earlierLines(client, tenantId, family, uploadId)) {
      text += `${line}\n`;
      if (text.length < textCharacters) continue;
      lines.push(text);
      text = "";
    }
    lines.push(text);
    const { fileName, headers } = upload;
    const { accepted, ...mapping } = mappingSchema.parse(upload.mapping);
    // Accepted errors that name a line mean lines of the original file, not of the report.
    const ofAll = accepted?.filter(({ line }) => line === undefined);
    return {
      head: {
        uploadId,
        fileName,
        headers,
        mapping: { ...mapping, accepted: ofAll },
        at: family.at.toISOString(),
        isErased: family.isErased,
        holders: await selectHolders(client, tenantId, family),
      },
      lines,
    };
  });
  // The answer contains every debtor of the upload, like a download.
  await withTransaction(tenantId, (tx) => recordAudit(tx, ctx, "correction_opened", { tenantId, subject: uploadId }));
  return found;
}
