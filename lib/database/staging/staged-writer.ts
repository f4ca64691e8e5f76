import { payloadBytesDigest } from "#lib/domain/correction/payload-digest.ts";
import type { Digest } from "#lib/domain/correction/text-digest.ts";
import type { BatchLimits } from "#lib/domain/debtors/batch-debtors.ts";
import type { Debtor } from "#lib/domain/debtors/debtor.ts";
import type { Change } from "#lib/domain/portfolio/comparison/comparison.ts";
import { type BinaryRows, uuidBytes } from "../binary-rows.ts";
import { groupOrdinals } from "../comparison/sending.ts";
import { copyBinary } from "../copy-binary.ts";
import type { SqlClient } from "../sql-text.ts";
import { BatchLane, type LaneSlice } from "./batch-lane.ts";
import { ComparedRows, type NewComparedDebtor } from "./compared-rows.ts";
import { LeftOutRows, type NewLeftOutRow } from "./left-out-rows.ts";
import { insertBatches } from "./staged-batches.ts";

/** What is stored of how a debtor differs from the snapshot of its upload's portfolio. */
export interface ComparedRecord {
  readonly digest: Digest | null;
  readonly stableDigest: Digest | null;
  /** Null if it was not compared. */
  readonly change: Change | null;
  /** For `volatile` and `same`: the upload that had it accepted. */
  readonly sameSinceId: string | null;
}

/** Which of the debtors that may stay unsent are not to be sent. */
export interface UnsentGroups {
  readonly volatile: boolean;
  readonly same: boolean;
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
  "fileDigest",
  "keptFields",
];
const comparedColumns = [...recordColumns, "state", "stableDigest", "change", "sameSinceId"];
/** Bytes per write to the database. The next slice is filled meanwhile, so twice this is held in memory. */
const sliceBytes = 2 * 1024 * 1024;
/** What is written beside the records waits until it has so many bytes: few rows cost a statement as thousands do. */
const besideBytes = 1024 * 1024;
const bracket = { open: 0x5b, comma: 0x2c, close: 0x5d };

/** What is written beside the records. */
interface Beside {
  readonly leftOut: LeftOutRows;
  readonly compared: ComparedRows;
}

type Group = keyof ReturnType<typeof groupOrdinals>;

export interface WriterSetup {
  readonly limits: BatchLimits;
  readonly rowCount: number;
  /** Null: the upload is of no portfolio, and its records have nothing of a comparison. */
  readonly unsent: UnsentGroups | null;
}

/**
 * Cuts debtors into batches and writes batches, records and left-out rows, a slice at a time. Everything is
 * turned into the bytes for COPY at once: kept as objects, thousands of debtors would outlive every small
 * garbage collection. Debtors that may stay unsent get batches of their own (decision 48).
 */
export class StagedWriter {
  readonly #client: SqlClient;
  readonly #uploadId: string;
  readonly #tenantId: string;
  readonly #ids: { readonly tenant: Buffer; readonly upload: Buffer };
  readonly #setup: WriterSetup;
  readonly #columns: readonly string[];
  readonly #lanes: Partial<Record<Group, BatchLane>> = {};
  readonly #everyLane: BatchLane[] = [];
  readonly #uploadIds = new Map<string, Buffer>();
  #beside: Beside;
  #spareBeside: Beside;
  #writing: Promise<void> = Promise.resolve();
  #recordCount = 0;
  #isLeft = false;

  constructor(client: SqlClient, tenantId: string, uploadId: string, setup: WriterSetup) {
    this.#client = client;
    this.#tenantId = tenantId;
    this.#uploadId = uploadId;
    this.#ids = { tenant: uuidBytes(tenantId), upload: uuidBytes(uploadId) };
    this.#setup = setup;
    this.#beside = emptyBeside(tenantId, uploadId);
    this.#spareBeside = emptyBeside(tenantId, uploadId);
    this.#columns = setup.unsent === null ? recordColumns : comparedColumns;
  }

  /** Batches that are to be sent. */
  get batchCount(): number {
    return this.#everyLane.reduce((sum, lane) => sum + (lane.state === "pending" ? lane.batchCount : 0), 0);
  }

  /** Whether the slice is large enough to be written. */
  get isFull(): boolean {
    // Asked after every debtor: a loop allocates nothing.
    let bytes = 0;
    for (const lane of this.#everyLane) bytes += lane.readyBytes;
    return bytes >= sliceBytes || this.#isBesideFull;
  }

  get #isBesideFull(): boolean {
    return this.#beside.leftOut.bytes + this.#beside.compared.bytes >= besideBytes;
  }

  /**
   * Adds the next debtor with its rows' JSON lines; returns its payload's digest. Batches and records are numbered
   * here, across slices. `known`: the payload's bytes, if the caller has them.
   */
  addDebtor(
    debtor: Debtor,
    sources: readonly Uint8Array[],
    compared: ComparedRecord | null = null,
    known: Uint8Array | null = null,
  ): Digest | null {
    const change = compared?.change;
    const lane = this.#laneOf(change === "volatile" || change === "same" ? change : "sent");
    const { records } = lane;
    const from = records.bytes;
    records.row(this.#columns.length);
    records.raw(this.#ids.tenant);
    records.raw(this.#ids.upload);
    records.int4(this.#recordCount++);
    records.text(debtor.identification);
    records.int4s(debtor.lines);
    records.int4(debtor.obligationCount);
    records.cents(debtor.balanceCents);
    const payload = known === null ? records.text(debtor.payload) : records.raw(known);
    const digest = compared === null ? payloadBytesDigest(payload) : compared.digest;
    const batchId = lane.add(debtor, payload, from);
    records.digest(digest);
    records.raw(batchId);
    records.joined(bracket.open, sources, bracket.comma, bracket.close);
    if (debtor.kept === undefined) {
      records.null();
      records.null();
    } else {
      records.digest(debtor.kept.fileDigest);
      records.text(JSON.stringify(debtor.kept.fields));
    }
    if (this.#setup.unsent !== null) this.#addCompared(records, lane, compared);
    return digest;
  }

  #addCompared(records: BinaryRows, lane: BatchLane, compared: ComparedRecord | null): void {
    records.text(lane.state);
    if (compared === null) records.null();
    else records.digest(compared.stableDigest);
    if (compared === null || compared.change === null) records.null();
    else records.text(compared.change);
    if (compared === null || compared.sameSinceId === null) records.null();
    else records.raw(this.#uploadBytes(compared.sameSinceId));
  }

  /** Debtors that stay the same are of a few uploads. */
  #uploadBytes(id: string): Buffer {
    const bytes = this.#uploadIds.get(id) ?? uuidBytes(id);
    this.#uploadIds.set(id, bytes);
    return bytes;
  }

  addLeftOut(row: NewLeftOutRow): void {
    this.#beside.leftOut.add(row);
  }

  /** Adds a debtor of the comparison, which must be stored already. */
  addComparedDebtor(debtor: NewComparedDebtor): void {
    this.#beside.compared.add(debtor);
  }

  /**
   * Starts writing the slice, up to the open batches, and what stands beside it once that is enough. Waits for the
   * previous write, not for this one: the next slice is filled meanwhile.
   */
  flush(): Promise<void> {
    return this.#startWrite(this.#isBesideFull);
  }

  async #startWrite(withBeside: boolean): Promise<void> {
    await this.#writing;
    const slices = this.#everyLane.map((lane) => lane.takeSlice());
    this.#writing = this.#write(slices, withBeside ? this.#takeBeside() : null);
    // Awaited at the next flush or at the end; until then a refusal must not count as unhandled.
    this.#writing.catch(() => undefined);
  }

  #takeBeside(): Beside {
    const beside = this.#beside;
    this.#beside = this.#spareBeside;
    this.#spareBeside = beside;
    return beside;
  }

  /** Waits for the write that was started. */
  written(): Promise<void> {
    return this.#writing;
  }

  /** Closes the last batches and resolves when everything is written. */
  async end(): Promise<void> {
    for (const lane of this.#everyLane) lane.closeBatch();
    await this.#startWrite(true);
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

  #laneOf(group: Group): BatchLane {
    const known = this.#lanes[group];
    if (known !== undefined) return known;
    const { limits, rowCount, unsent } = this.#setup;
    const isUnsent = group !== "sent" && unsent !== null && unsent[group];
    const lane = new BatchLane({
      limits,
      firstOrdinal: groupOrdinals(rowCount)[group],
      state: isUnsent ? "unchanged" : "pending",
      bytes: sliceBytes * 1.5,
    });
    this.#lanes[group] = lane;
    this.#everyLane.push(lane);
    return lane;
  }

  async #write(slices: readonly LaneSlice[], beside: Beside | null): Promise<void> {
    if (this.#isLeft) return;
    const batches = slices.flatMap((slice) => slice.batches.splice(0));
    if (batches.length > 0) await insertBatches(this.#client, this.#tenantId, this.#uploadId, batches);
    if (this.#isLeft) return;
    await copyBinary(this.#client, "Record", this.#columns, ...slices.map(({ records }) => records));
    if (this.#isLeft || beside === null) return;
    await beside.leftOut.write(this.#client);
    if (this.#isLeft) return;
    await beside.compared.write(this.#client);
  }
}

function emptyBeside(tenantId: string, uploadId: string): Beside {
  return { leftOut: new LeftOutRows(tenantId, uploadId), compared: new ComparedRows(tenantId, uploadId) };
}
