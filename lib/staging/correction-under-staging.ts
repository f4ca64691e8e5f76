import { z } from "zod";
import { type AuditedBy, insertAuditEntryPlainly } from "#lib/database/operations/audit-entries.ts";
import type { BulkClient } from "#lib/database/pool.ts";
import { claimCorrected } from "#lib/database/retries/claim-corrected.ts";
import { keepCorrectionFigures } from "#lib/database/retries/correction-figures.ts";
import { findFamily, type UploadFamily } from "#lib/database/retries/corrections.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { CorrectedReport, RenumberedCell } from "#lib/domain/correction/correction.ts";
import { CorrectionCounter } from "#lib/domain/correction/correction-counter.ts";
import { EarlierDebtors } from "#lib/domain/correction/earlier-debtors.ts";
import type { Debtor } from "#lib/domain/debtors/debtor.ts";
import { isOver } from "#lib/domain/outcome/upload-state.ts";
import type { ListItem } from "#lib/domain/staging/list-item.ts";
import { earlierLines } from "./earlier-lines.ts";
import { readList } from "./list-items.ts";

/** What an upload stores about being a correction. `stamp`: digest of the earlier debtors as the page knew them. */
export const correctionSchema = z.object({
  stamp: z.string().regex(/^[0-9a-f]{16}$/),
  sendsFewer: z.boolean(),
  // Missing in stagings that began before these existed.
  sendsUnchanged: z.boolean().default(false),
  sendsRenumbered: z.boolean().default(false),
  sendsAccepted: z.boolean().default(false),
});

export interface CorrectionUnderStaging {
  readonly correction: CorrectedReport;
  readonly ofId: string;
  readonly family: UploadFamily;
  /** By row, the identification that the report gave it, if it has another one now. */
  readonly renamed: ReadonlyMap<number, string>;
  readonly counter: CorrectionCounter;
  /** Debtors of the report with a row that is sent under another number, and that number. */
  readonly moved: Map<string, string>;
  /** By row, the line that it had in the report's upload, for rows that no identification leads to. */
  readonly lines: ReadonlyMap<number, number>;
  /** Those lines that are sent, and under which number. */
  readonly sentLines: Map<number, string>;
}

/**
 * Loads what a correction is compared with, locked until the transaction ends; null if the upload is no correction.
 * Throws `correction_moved` if anything became of those debtors since the page read them (another correction
 * took them, a person set their outcome).
 */
export async function lockCorrection(
  client: BulkClient,
  tenantId: TenantId,
  uploadId: string,
  upload: { readonly retryOfId: string | null; readonly correction: unknown },
): Promise<CorrectionUnderStaging | null> {
  const { retryOfId } = upload;
  if (retryOfId === null || upload.correction === null) return null;
  const { stamp, ...choices } = correctionSchema.parse(upload.correction);
  const family = await findFamily(client, tenantId, retryOfId, true);
  if (family === null || !isOver(family.state)) throw new AppError("correction_moved");
  const earlier = new EarlierDebtors();
  for await (const line of earlierLines(client, tenantId, family, retryOfId)) earlier.add(line);
  if (earlier.stamp !== stamp) throw new AppError("correction_moved");
  const renumbered = await allOf(client, tenantId, uploadId, "renumbered");
  const renamed = await allOf(client, tenantId, uploadId, "renamed");
  const added = await allOf(client, tenantId, uploadId, "added");
  const lines = new Map((await allOf(client, tenantId, uploadId, "lines")).map(({ row, line }) => [row, line]));
  const cells: ReadonlyMap<number, readonly RenumberedCell[]> = Map.groupBy(renumbered, ({ row }) => row);
  const written: ReadonlySet<number> = new Set(added.map(({ row }) => row));
  const correction: CorrectedReport = {
    ...choices,
    earlier,
    at: family.at.getTime(),
    renumberedIn: (row) => cells.get(row) ?? [],
    isAdded: (row) => written.has(row),
    lineOf: (row) => lines.get(row) ?? null,
  };
  return {
    correction,
    counter: new CorrectionCounter(correction),
    ofId: retryOfId,
    family,
    renamed: new Map(renamed.map(({ row, was }) => [row, was])),
    moved: new Map(),
    lines,
    sentLines: new Map(),
  };
}

async function allOf<List extends "renumbered" | "renamed" | "added" | "lines">(
  client: BulkClient,
  tenantId: TenantId,
  uploadId: string,
  list: List,
): Promise<ListItem[List][]> {
  const all: ListItem[List][] = [];
  for await (const items of readList(client, tenantId, uploadId, list)) all.push(...items);
  return all;
}

/**
 * For a debtor that is sent, notes which other identifications its rows had in the report or in a correction since, and
 * which lines they had.
 */
export function noteMoved(corrected: CorrectionUnderStaging, { identification, rows }: Debtor): void {
  const { renamed, moved, lines, sentLines, correction } = corrected;
  if (renamed.size + lines.size === 0) return;
  for (const row of rows) {
    const line = lines.get(row);
    if (line !== undefined && !sentLines.has(line)) sentLines.set(line, identification);
    for (const was of [renamed.get(row), line === undefined ? null : correction.earlier.sentAs(line)])
      if (was != null && was !== identification && !moved.has(was)) moved.set(was, identification);
  }
}

/**
 * Marks the debtors that the correction sends as taken over by it, and stores its figures. Its own records
 * must be written before.
 */
export async function takeOverCorrected(
  client: BulkClient,
  tenantId: TenantId,
  uploadId: string,
  corrected: CorrectionUnderStaging,
  by: AuditedBy,
): Promise<void> {
  const { ofId, family, correction, counter, renamed } = corrected;
  const debtors = await claimCorrected(client, tenantId, family, uploadId, corrected);
  const figures = { report: counter.figures(renamed.values()), carried: counter.carried() };
  await keepCorrectionFigures(client, tenantId, uploadId, figures);
  const { sendsFewer, sendsUnchanged, sendsRenumbered, sendsAccepted } = correction;
  const said = { sendsFewer, sendsUnchanged, sendsRenumbered, sendsAccepted };
  const details = { debtors, retryId: uploadId, isCorrected: true, ...said };
  await insertAuditEntryPlainly(client, { ...by, tenantId, action: "upload_retried", subject: ofId, details });
}
