import { z } from "zod";
import { insertAuditEntryPlainly } from "#lib/database/audit-entries.ts";
import { claimCorrected, findFamily, type UploadFamily } from "#lib/database/corrections.ts";
import type { BulkClient } from "#lib/database/pool.ts";
import type { Correction, RenumberedCell } from "#lib/domain/correction/correction.ts";
import { EarlierDebtors } from "#lib/domain/correction/earlier-debtors.ts";
import { cellEditSchema, maxEdits } from "#lib/domain/mapping/mapping.ts";
import { isOver } from "#lib/domain/outcome/upload-state.ts";
import { AppError } from "./app-error.ts";
import { earlierLines } from "./earlier-lines.ts";

/** What an upload keeps of being a correction; `stamp` is that of the earlier clients as the page knew them. */
export const correctionSchema = z.object({
  stamp: z.string().regex(/^[0-9a-f]{16}$/),
  sendsFewer: z.boolean(),
  // Missing where staging began before there were these.
  sendsUnchanged: z.boolean().default(false),
  sendsRenumbered: z.boolean().default(false),
  renumbered: z
    .array(z.object({ row: cellEditSchema.shape.row, column: cellEditSchema.shape.column }))
    .max(maxEdits)
    .default([]),
});

export interface CorrectionUnderStaging {
  readonly correction: Correction;
  readonly ofId: string;
  readonly family: UploadFamily;
}

/**
 * What a correction is held against, locked until the transaction ends; null for an upload that is none. The page derived by what it was
 * told, so whatever has become of those clients since (another correction has them, somebody said what happened) is `correction_moved`.
 */
export async function lockCorrection(
  client: BulkClient,
  tenantId: string,
  upload: { readonly retryOfId: string | null; readonly correction: unknown },
): Promise<CorrectionUnderStaging | null> {
  const { retryOfId } = upload;
  if (retryOfId === null || upload.correction === null) return null;
  const { stamp, renumbered, ...choices } = correctionSchema.parse(upload.correction);
  const family = await findFamily(client, tenantId, retryOfId, true);
  if (family === null || !isOver(family.state)) throw new AppError("correction_moved");
  const earlier = new EarlierDebtors();
  for await (const line of earlierLines(client, tenantId, family, retryOfId)) earlier.add(line);
  if (earlier.stamp !== stamp) throw new AppError("correction_moved");
  const cells: ReadonlyMap<number, readonly RenumberedCell[]> = Map.groupBy(renumbered, ({ row }) => row);
  const renumberedIn = (row: number) => cells.get(row) ?? [];
  return { correction: { ...choices, earlier, at: family.at.getTime(), renumberedIn }, ofId: retryOfId, family };
}

/** Marks the clients that the correction sends as taken over by it; its own records are written already. */
export async function takeOverCorrected(
  client: BulkClient,
  tenantId: string,
  uploadId: string,
  { ofId, family, correction }: CorrectionUnderStaging,
  by: { readonly actorId: string | null; readonly address: string | null },
): Promise<void> {
  const debtors = await claimCorrected(client, tenantId, family, uploadId);
  const { sendsFewer, sendsUnchanged, sendsRenumbered } = correction;
  const said = { sendsFewer, sendsUnchanged, sendsRenumbered };
  const details = { debtors, retryId: uploadId, isCorrected: true, ...said };
  await insertAuditEntryPlainly(client, { ...by, tenantId, action: "upload_retried", subject: ofId, details });
}
