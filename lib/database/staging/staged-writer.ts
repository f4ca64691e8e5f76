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
  /** What it adds to what the upload leaves out; null for nothing. */
  readonly figures: Pick<CheckedRow, "obligations" | "balanceCents"> | null;
}

// The batch comes after the payload: how long that is decides which one it is.
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

/** Bytes of a hand-over to the database: the next one is made while it is written, so twice this is held. */
const sliceBytes = 2 * 1024 * 1024;
const bracket = { open: 0x5b, comma: 0x2c, close: 0x5d };

interface Slice {
  readonly records: BinaryRows;
  readonly leftOut: BinaryRows;
  readonly batches: NewBatch[];
}

interface OpenBatch {
  /** Where its first record stands in the slice. */
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
 * Cuts debtors into batches and writes both, and the rows that are left out, a slice at a time. Whatever comes is turned into the
 * bytes the database reads at once: as objects, thousands of debtors would outlive every small garbage collection.
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

  /** Whether it is time to hand over what was collected. */
  get isFull(): boolean {
    const { records, leftOut } = this.#slice;
    return (this.#batch?.from ?? records.bytes) + leftOut.bytes >= sliceBytes;
  }

  /** The next debtor, and the JSON lines of its rows. Batches and records are numbered here, through all slices. */
  addDebtor(debtor: Debtor, sources: readonly Uint8Array[]): void {
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
   * Hands over what was collected, up to the batch that is open. It waits for the hand-over before, not for this one: the next slice
   * is made meanwhile.
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

  /** Waits for what was handed over. */
  written(): Promise<void> {
    return this.#writing;
  }

  /** Everything is written when this is over. */
  async end(): Promise<void> {
    this.#closeBatch();
    await this.flush();
    await this.#writing;
  }

  /** Starts nothing more and waits for what is under way: after a ROLLBACK it would be a transaction by itself, or part of another's. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isLeft = true;
    // Who leaves early has an error of their own, which says why; who does not has awaited this one.
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
