import { setImmediate } from "node:timers/promises";
import { insertAuditEntryPlainly } from "#lib/database/operations/audit-entries.ts";
import type { BulkClient } from "#lib/database/pool.ts";
import { insertSetAsideRows } from "#lib/database/records/set-aside-rows.ts";
import { completeStaging, lockStaging } from "#lib/database/staging/complete-staging.ts";
import { StagedWriter } from "#lib/database/staging/staged-writer.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { assembleCorrected } from "#lib/domain/correction/assemble-corrected.ts";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { defaultBatchLimits } from "#lib/domain/debtors/batch-debtors.ts";
import { ControlCounter, sameControlTotals, withSetAside } from "#lib/domain/debtors/control-counter.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import { readSourceLine } from "#lib/domain/table/source-line.ts";
import type { SourceRow } from "#lib/domain/table/table.ts";
import { lockCorrection, noteMoved, takeOverCorrected } from "./correction-under-staging.ts";
import { derivationOf } from "./derivation-of.ts";
import type { UploadAhead } from "./lines-ahead.ts";
import { readList } from "./list-items.ts";
import { stagedDebtors } from "./staged-debtors.ts";
import { stagedRowReader } from "./staged-row-reader.ts";
import { TotalsDiffer } from "./totals-differ.ts";

interface KeptRow {
  readonly checked: CheckedRow;
  /** Its JSON line, UTF-8. */
  readonly source: Uint8Array;
}

/**
 * Rows between two turns of the event loop: without them the database would wait for its slice
 * until the next is made.
 */
const rowsPerBreath = 100;

export interface Deriver {
  readonly actorId: string | null;
  readonly address: string | null;
}

export interface DeriveOptions {
  /** Bytes of text held at once. */
  readonly runBytes?: number;
  /** Chunks that need not be fetched. */
  readonly ahead?: UploadAhead;
  /** Called now and then with the number of rows read. */
  readonly onRows?: (rows: number) => void;
}

/**
 * Rows → debtors → batches, streamed: memory holds one run of debtors and two slices, however long the file. The
 * same rows give the same batches in the same order, byte for byte. Does nothing if the upload is staged already.
 * Throws {@link TotalsDiffer}, `not_found`, `chunks_missing`, `state_moved` or `correction_moved`; the
 * caller's transaction then undoes everything.
 */
export async function deriveBatches(
  client: BulkClient,
  tenantId: string,
  uploadId: string,
  by: Deriver,
  { runBytes, ahead, onRows }: DeriveOptions = {},
): Promise<void> {
  const upload = await lockStaging(client, tenantId, uploadId);
  if (upload === null) throw new AppError("not_found");
  if (upload.stagedAt !== null) return;
  if (upload.state !== "staging") throw new AppError("state_moved", { state: upload.state });
  if (upload.missing.length + upload.missingParts.length > 0)
    throw new AppError("chunks_missing", {
      sequences: upload.missing.slice(0, 1_000).map(String),
      parts: upload.missingParts.slice(0, 1_000),
    });

  const context = derivationOf(upload);
  const corrected = await lockCorrection(client, tenantId, uploadId, upload);
  const readRow = await stagedRowReader(client, tenantId, uploadId, context);
  // Awaited however this ends: what it wrote after the caller's ROLLBACK would stay.
  await using writer = new StagedWriter(client, tenantId, uploadId, {
    ...defaultBatchLimits,
    debtors: upload.batchSize,
  });
  const counter = new ControlCounter();

  const close = (rows: readonly KeptRow[]): void => {
    const checked = rows.map((row) => row.checked);
    const assembled =
      corrected === null ? assembleDebtor(checked, context) : assembleCorrected(checked, context, corrected.correction);
    const { debtor, issues, repetitions } = assembled;
    counter.add(checked, assembled);
    corrected?.counter.add(checked, assembled);
    if (debtor !== null) {
      if (corrected !== null) noteMoved(corrected, debtor);
      const sent = repetitions.length === 0 ? null : new Set(debtor.rows);
      const kept = sent === null ? rows : rows.filter((row) => sent.has(row.checked.row));
      writer.addDebtor(
        debtor,
        kept.map((row) => row.source),
      );
    }
    if (debtor !== null && repetitions.length === 0) return;
    const leftOut = debtor === null ? null : new Set(repetitions.map(({ row }) => row));
    for (const { checked: row, source } of rows) {
      if (leftOut?.has(row.row) === false) continue;
      const all = [...row.issues, ...issues.filter((issue) => issue.row === row.row)];
      // Adds nothing to what is left out if the debtor is sent (only a repetition is not) or an earlier
      // upload counts the row.
      const isCounted = debtor !== null || corrected?.correction.isAdded(row.row) === false;
      writer.addLeftOut({ ...row, source, issues: all, figures: isCounted ? null : row });
    }
  };

  let rows = 0;
  for await (const debtors of stagedDebtors(client, tenantId, uploadId, upload.rowCount, { runBytes, ahead })) {
    for (const texts of debtors) {
      close(texts.map(({ row, source }) => ({ checked: readRow(row, parsed(source)), source })));
      const before = rows;
      rows += texts.length;
      if (isPast(before, rows, rowsPerBreath)) {
        onRows?.(rows);
        await setImmediate();
      }
      if (writer.isFull) await writer.flush();
    }
    // The next run's rows are read over the same connection.
    await writer.written();
  }
  await writer.end();

  const totals = withSetAside(counter.totals(), await keepSetAside(client, tenantId, uploadId));
  if (!sameControlTotals(totals, upload.totals)) throw new TotalsDiffer(upload.totals, totals);
  if (corrected !== null) await takeOverCorrected(client, tenantId, uploadId, corrected, by);
  await completeStaging(client, tenantId, uploadId, writer.batchCount);
  const { debtors, obligations, balance } = totals.staged;
  await insertAuditEntryPlainly(client, {
    ...by,
    tenantId,
    action: "upload_staged",
    subject: uploadId,
    details: { debtors, obligations, balance },
  });
}

/** Moves rows that were set aside out of the parts they arrived in; returns how many they are. */
async function keepSetAside(client: BulkClient, tenantId: string, uploadId: string): Promise<number> {
  let count = 0;
  for await (const rows of readList(client, tenantId, uploadId, "set_aside")) {
    await insertSetAsideRows(client, tenantId, uploadId, rows, count);
    count += rows.length;
  }
  return count;
}

/** A line in the form that identifyRows keeps. */
function parsed(line: Buffer): SourceRow {
  const source = readSourceLine(line.toString("utf8"));
  if (source === null) throw new Error("a staged row is no row");
  return source;
}

/** Whether a multiple of `step` was passed. */
function isPast(before: number, after: number, step: number): boolean {
  return Math.floor(before / step) !== Math.floor(after / step);
}
