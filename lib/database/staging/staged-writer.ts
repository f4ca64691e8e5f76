import { createHash, type Hash } from "node:crypto";
import type { PoolClient } from "pg";
import { payloadBytesDigest } from "#lib/domain/correction/payload-digest.ts";
import { BatchCutter, type BatchLimits } from "#lib/domain/debtors/batch-debtors.ts";
import type { CheckedRow, Debtor } from "#lib/domain/debtors/debtor.ts";
import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import { storableJson } from "#lib/domain/table/storable-text.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { BinaryRows, uuidBytes } from "../binary-rows.ts";
import { copyBinary } from "../copy-binary.ts";
import { newId } from "../new-id.ts";
import { insertBatches, type NewBatch } from "./staged-batches.ts";

export interface NewLeftOutRow {
  readonly row: number;
  readonly line: number;
  readonly identification: string | null;
  /** Its JSON line, UTF-8. */
  readonly source: Uint8Array;
  readonly issues: readonly Issue[];
  /** What the row adds to the left-out totals of the upload; null for nothing (decision 38). */
  readonly figures: Pick<CheckedRow, "obligations" | "balanceCents"> | null;
}

// batchId comes after payload, because the payload's length decides which batch the record is in.
const recordColumns = [
  "tenantId",
  "uploadId",
  "ordinal",
  "identification",
  "lines",
  "obligations",
  "balance",
  "payload",
  "digest",
  "batchId",
  "source",
];
const leftOutColumns = [
  "tenantId",
  "uploadId",
  "row",
  "line",
  "identification",
  "source",
  "issues",
  "obligations",
  "balance",
];

/** Bytes per write to the database. The next slice is filled meanwhile, so twice this is held in memory. */
const sliceBytes = 2 * 1024 * 1024;
const bracket = { open: 0x5b, comma: 0x2c, close: 0x5d };

interface Slice {
  readonly records: BinaryRows;
  readonly leftOut: BinaryRows;
  readonly batches: NewBatch[];
}

interface OpenBatch {
  /** Where its first record begins in the slice. */
  from: number;
  readonly id: string;
  readonly idBytes: Buffer;
  readonly hash: Hash;
  debtors: number;
  obligations: number;
  cents: bigint;
  bytes: number;
}

/**
 * Cuts debtors into batches and writes batches, records and left-out rows, a slice at a time. Everything is
 * turned into the bytes for COPY at once: kept as objects, thousands of debtors would outlive every small
 * garbage collection.
 */
export class StagedWriter {
  readonly #client: PoolClient;
  readonly #uploadId: string;
  readonly #tenantId: string;
  readonly #ids: { readonly tenant: Buffer; readonly upload: Buffer };
  readonly #cutter: BatchCutter;
  #batch: OpenBatch | null = null;
  #slice = emptySlice();
  #spare = emptySlice();
  #writing: Promise<void> = Promise.resolve();
  #batchCount = 0;
  #recordCount = 0;
  #isLeft = false;

  constructor(client: PoolClient, tenantId: string, uploadId: string, limits: BatchLimits) {
    this.#client = client;
    this.#tenantId = tenantId;
    this.#uploadId = uploadId;
    this.#ids = { tenant: uuidBytes(tenantId), upload: uuidBytes(uploadId) };
    this.#cutter = new BatchCutter(limits);
  }

  get batchCount(): number {
    return this.#batchCount;
  }

  /** Whether the slice is large enough to be written. */
  get isFull(): boolean {
    const { records, leftOut } = this.#slice;
    return (this.#batch?.from ?? records.bytes) + leftOut.bytes >= sliceBytes;
  }

  /**
   * Adds the next debtor with its rows' JSON lines; returns its payload's digest. Batches and records are numbered
   * here, across slices.
   */
  addDebtor(debtor: Debtor, sources: readonly Uint8Array[]): string {
    const { records } = this.#slice;
    const from = records.bytes;
    records.row(recordColumns.length);
    records.raw(this.#ids.tenant);
    records.raw(this.#ids.upload);
    records.int4(this.#recordCount++);
    records.text(debtor.identification);
    records.int4s(debtor.lines);
    records.int4(debtor.obligationCount);
    records.cents(debtor.balanceCents);
    const payload = records.text(debtor.payload);
    const digest = payloadBytesDigest(payload);
    const batch = this.#cutter.add(payload.length) ? this.#nextBatch(from) : this.#openBatch();
    batch.hash.update(payload).update("\n");
    batch.debtors++;
    batch.obligations += debtor.obligationCount;
    batch.cents += BigInt(debtor.balanceCents);
    batch.bytes = this.#cutter.bytes;
    records.text(digest);
    records.raw(batch.idBytes);
    records.joined(bracket.open, sources, bracket.comma, bracket.close);
    return digest;
  }

  addLeftOut({ row, line, identification, source, issues, figures }: NewLeftOutRow): void {
    const { leftOut } = this.#slice;
    leftOut.row(leftOutColumns.length);
    leftOut.raw(this.#ids.tenant);
    leftOut.raw(this.#ids.upload);
    leftOut.int4(row);
    leftOut.int4(line);
    if (identification === null) leftOut.null();
    else leftOut.text(identification);
    leftOut.raw(source);
    leftOut.jsonb(storableJson(issues));
    if (figures === null) {
      leftOut.null();
      leftOut.null();
    } else {
      leftOut.int4(figures.obligations.length);
      leftOut.cents(figures.balanceCents);
    }
  }

  /**
   * Starts writing the slice, up to the open batch. Waits for the previous write, not for this one: the next
   * slice is filled meanwhile.
   */
  async flush(): Promise<void> {
    await this.#writing;
    const full = this.#slice;
    this.#slice = this.#spare;
    this.#spare = full;
    if (this.#batch !== null) this.#batch.from = full.records.moveEnd(this.#batch.from, this.#slice.records);
    this.#writing = this.#write(full);
    // Awaited at the next flush or at the end; until then a refusal must not count as unhandled.
    this.#writing.catch(() => undefined);
  }

  /** Waits for the write that was started. */
  written(): Promise<void> {
    return this.#writing;
  }

  /** Closes the last batch and resolves when everything is written. */
  async end(): Promise<void> {
    this.#closeBatch();
    await this.flush();
    await this.#writing;
  }

  /**
   * Starts no more writes and waits for the one under way: after a ROLLBACK it would run as its own
   * transaction, or as part of another.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isLeft = true;
    // A caller that leaves early throws its own error, which has the cause; any other caller has already
    // awaited this write.
    await this.#writing.catch(() => undefined);
  }

  #openBatch(): OpenBatch {
    if (this.#batch === null) throw new Error("a debtor belongs to no batch");
    return this.#batch;
  }

  #nextBatch(from: number): OpenBatch {
    this.#closeBatch();
    const id = newId();
    const hash = createHash("sha256");
    this.#batch = { from, id, idBytes: uuidBytes(id), hash, debtors: 0, obligations: 0, cents: 0n, bytes: 0 };
    return this.#batch;
  }

  #closeBatch(): void {
    if (this.#batch === null) return;
    const { id, debtors, obligations, cents, bytes, hash } = this.#batch;
    const [ordinal, balance, sha256] = [this.#batchCount++, formatCents(cents), hash.digest("hex")];
    this.#slice.batches.push({ id, ordinal, debtors, obligations, balance, bytes, sha256 });
    this.#batch = null;
  }

  async #write({ batches, records, leftOut }: Slice): Promise<void> {
    if (batches.length > 0) await insertBatches(this.#client, this.#tenantId, this.#uploadId, batches.splice(0));
    if (this.#isLeft) return;
    await copyBinary(this.#client, "Record", recordColumns, records);
    if (this.#isLeft) return;
    await copyBinary(this.#client, "LeftOutRow", leftOutColumns, leftOut);
  }
}

function emptySlice(): Slice {
  const bytes = sliceBytes * 1.5;
  return { records: new BinaryRows(bytes), leftOut: new BinaryRows(64 * 1024), batches: [] };
}
