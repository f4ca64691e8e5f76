import { setImmediate } from "node:timers/promises";
import { readHeld } from "#lib/database/holds/holds.ts";
import { type AuditedBy, insertAuditEntryPlainly } from "#lib/database/operations/audit-entries.ts";
import type { BulkClient } from "#lib/database/pool.ts";
import { settleNewPortfolio } from "#lib/database/portfolios/staged-portfolio.ts";
import { insertSetAsideRows } from "#lib/database/records/set-aside-rows.ts";
import { completeStaging, type LockedStaging, lockStaging } from "#lib/database/staging/complete-staging.ts";
import { StagedWriter } from "#lib/database/staging/staged-writer.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { defaultBatchLimits } from "#lib/domain/debtors/batch-debtors.ts";
import { ControlCounter, sameControlTotals, withSetAside } from "#lib/domain/debtors/control-counter.ts";
import { heldStamp } from "#lib/domain/holds/hold.ts";
import { readSourceLine } from "#lib/domain/table/source-line.ts";
import type { SourceRow } from "#lib/domain/table/table.ts";
import { closeDebtor, type Derivation } from "./close-debtor.ts";
import { beginComparison, endComparison, portfolioUnderStaging, takerOf } from "./comparison-under-staging.ts";
import { lockCorrection, takeOverCorrected } from "./correction-under-staging.ts";
import { derivationOf } from "./derivation-of.ts";
import { FilledValues } from "./filled-values.ts";
import type { UploadAhead } from "./lines-ahead.ts";
import { readList } from "./list-items.ts";
import { MeasuredLoad } from "./measured-load.ts";
import { readSnapshotAhead } from "./snapshot-ahead.ts";
import type { StagedComparison } from "./staged-comparison.ts";
import { orderDebtors, stagedDebtors } from "./staged-debtors.ts";
import { type RowReader, stagedRowReader } from "./staged-row-reader.ts";
import { TotalsDiffer } from "./totals-differ.ts";
import { ValueKeeper } from "./value-keeper.ts";

/**
 * Rows between two turns of the event loop: without them the database would wait for its slice
 * until the next is made.
 */
const rowsPerBreath = 100;

export interface DeriveOptions {
  /** Bytes of text held at once. */
  readonly runBytes?: number;
  /** Chunks that need not be fetched. */
  readonly ahead?: UploadAhead;
  /** Called now and then with the number of rows read. */
  readonly onRows?: (rows: number) => void;
  /** As in DerivationJob. */
  readonly spareCalls?: number | null;
}

/**
 * Rows → debtors → batches, streamed: memory holds one run of debtors and two slices, however long the file. The
 * same rows give the same batches in the same order, byte for byte. Does nothing if the upload is staged already.
 * Throws {@link TotalsDiffer}, `not_found`, `chunks_missing`, `state_moved`, `correction_moved` or `holds_moved`; the
 * caller's transaction then undoes everything.
 */
export async function deriveBatches(
  client: BulkClient,
  tenantId: TenantId,
  uploadId: string,
  by: AuditedBy,
  { runBytes, ahead, onRows, spareCalls = null }: DeriveOptions = {},
): Promise<void> {
  const locked = await lockWhole(client, tenantId, uploadId);
  if (locked.stagedAt !== null) return;
  const upload = { ...locked, portfolioId: await portfolioOf(client, tenantId, uploadId, locked, by) };
  const context = { ...derivationOf(upload), held: await readHeld(client, tenantId) };
  const corrected = await lockCorrection(client, tenantId, uploadId, upload);
  const readRow = await stagedRowReader(client, tenantId, uploadId, context);
  const compared = await portfolioUnderStaging(client, tenantId, uploadId, upload, spareCalls);
  // Awaited however this ends: what it wrote after the caller's ROLLBACK would stay.
  await using writer = new StagedWriter(client, tenantId, uploadId, {
    limits: { ...defaultBatchLimits, debtors: upload.batchSize },
    rowCount: upload.rowCount,
    unsent: compared === null ? null : compared.unsent,
  });
  const counter = new ControlCounter();
  const held = new Set<string>();
  const measured = await MeasuredLoad.of(client, tenantId, uploadId, context, upload.rowCount);

  await using snapshot = compared?.isCompared === true ? await readSnapshotAhead(client, compared.scope) : null;
  const ordered = await orderDebtors(client, tenantId, uploadId, upload.rowCount);
  const comparison = await beginComparison(client, compared, { context, ordered, writer, snapshot });
  const filled = FilledValues.of(context);
  const takeCompared = takerOf(writer, compared, comparison, context);
  const takeFilled: Derivation["take"] = (debtor, sources) => {
    filled?.count(debtor);
    return takeCompared(debtor, sources);
  };
  const keeper = await ValueKeeper.of(client, { tenantId, uploadId }, context, {
    take: takeFilled,
    isAsLast: (debtor) => comparison?.isAsLast(debtor) === true,
  });
  const take: Derivation["take"] = keeper === null ? takeFilled : (debtor, sources) => keeper.take(debtor, sources);
  const runs = stagedDebtors(client, tenantId, uploadId, ordered, { runBytes, ahead });
  const derivation = { context, corrected, counter, held, measured, writer, filled, take };
  await closeAll(runs, readRow, derivation, { comparison, keeper, onRows });
  await writer.end();
  await keeper?.end(client);
  await filled?.keep(client, tenantId, uploadId);
  if (compared !== null && comparison !== null)
    await endComparison(client, compared, comparison, ordered.unidentifiedRows);

  if (heldStamp(held) !== upload.heldStamp) throw new AppError("holds_moved");
  const totals = withSetAside(counter.totals(), await keepSetAside(client, tenantId, uploadId));
  if (!sameControlTotals(totals, upload.totals)) throw new TotalsDiffer(upload.totals, totals);
  if (corrected !== null) await takeOverCorrected(client, tenantId, uploadId, corrected, by);
  await measured?.keep(client, tenantId, uploadId, totals);
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

/** Locks an upload that is staged already, or all of whose chunks and list parts have arrived. */
async function lockWhole(client: BulkClient, tenantId: TenantId, uploadId: string): Promise<LockedStaging> {
  const upload = await lockStaging(client, tenantId, uploadId);
  if (upload === null) throw new AppError("not_found");
  if (upload.stagedAt !== null) return upload;
  if (upload.state !== "staging") throw new AppError("state_moved", { state: upload.state });
  if (upload.missing.length + upload.missingParts.length > 0)
    throw new AppError("chunks_missing", {
      sequences: upload.missing.slice(0, 1_000).map(String),
      parts: upload.missingParts.slice(0, 1_000),
    });
  return upload;
}

/** The portfolio of an upload, created now if the upload names a new one. */
async function portfolioOf(
  client: BulkClient,
  tenantId: TenantId,
  uploadId: string,
  { portfolioId }: LockedStaging,
  by: AuditedBy,
): Promise<string | null> {
  const named = await settleNewPortfolio(client, tenantId, uploadId);
  if (named === null) return portfolioId;
  if (named.isNew) {
    const about = { tenantId, action: "portfolio_created", subject: named.portfolioId, details: { name: named.name } };
    await insertAuditEntryPlainly(client, { ...by, ...about });
  }
  return named.portfolioId;
}

/** What debtors pass on their way to the writer. */
interface Passed {
  readonly comparison: StagedComparison | null;
  readonly keeper: ValueKeeper | null;
  readonly onRows: DeriveOptions["onRows"];
}

/** Reads the rows of one debtor after the other and closes each, writing a slice whenever one is full. */
async function closeAll(
  runs: ReturnType<typeof stagedDebtors>,
  readRow: RowReader,
  derivation: Derivation,
  { comparison, keeper, onRows }: Passed,
): Promise<void> {
  const { writer } = derivation;
  const makeRoom = async () => {
    if (comparison?.isFull === true) await comparison.turn(writer);
    if (writer.isFull) await writer.flush();
  };
  let rows = 0;
  for await (const debtors of runs) {
    for (const texts of debtors) {
      closeDebtor(
        derivation,
        texts.map(({ row, source }) => ({ checked: readRow(row, parsed(source)), source })),
      );
      const before = rows;
      rows += texts.length;
      if (isPast(before, rows, rowsPerBreath)) {
        onRows?.(rows);
        await setImmediate();
      }
      if (keeper?.isFull === true) await keeper.turn(makeRoom);
      if (comparison?.isFull === true || writer.isFull) await makeRoom();
    }
    await keeper?.turn(makeRoom);
    await comparison?.finish(writer);
    // The next run's rows are read over the same connection.
    await writer.written();
  }
}

/** Moves rows that were set aside out of the parts they arrived in; returns how many they are. */
async function keepSetAside(client: BulkClient, tenantId: TenantId, uploadId: string): Promise<number> {
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
