import { createHash, type Hash } from "node:crypto";
import { BatchCutter, type BatchLimits } from "#lib/domain/debtors/batch-debtors.ts";
import type { Debtor } from "#lib/domain/debtors/debtor.ts";
import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import { BinaryRows, uuidBytes } from "../binary-rows.ts";
import { newId } from "../new-id.ts";
import type { NewBatch } from "./staged-batches.ts";

interface OpenBatch {
  /** Where its first record begins among the rows. */
  from: number;
  readonly id: string;
  readonly idBytes: Buffer;
  readonly hash: Hash;
  debtors: number;
  obligations: number;
  cents: bigint;
  bytes: number;
}

export interface LaneSetup {
  readonly limits: BatchLimits;
  /** Ordinal of its first batch. */
  readonly firstOrdinal: number;
  readonly state: NewBatch["state"];
  /** Capacity of its rows before they have to grow. */
  readonly bytes: number;
}

/** What is written of a lane at once: whole batches with their records. */
export interface LaneSlice {
  readonly records: BinaryRows;
  readonly batches: NewBatch[];
}

/**
 * Debtors of one kind on their way to the database, cut into batches of their own. Two slices take turns: one is
 * filled while the other is written.
 */
export class BatchLane {
  readonly #setup: LaneSetup;
  readonly #cutter: BatchCutter;
  #slice: LaneSlice;
  #spare: LaneSlice;
  #batch: OpenBatch | null = null;
  #batchCount = 0;

  constructor(setup: LaneSetup) {
    this.#setup = setup;
    this.#cutter = new BatchCutter(setup.limits);
    this.#slice = { records: new BinaryRows(setup.bytes), batches: [] };
    this.#spare = { records: new BinaryRows(setup.bytes), batches: [] };
  }

  get state(): NewBatch["state"] {
    return this.#setup.state;
  }

  get batchCount(): number {
    return this.#batchCount;
  }

  /** Where the next record is written. */
  get records(): BinaryRows {
    return this.#slice.records;
  }

  /** Bytes of the batches that are complete. */
  get readyBytes(): number {
    return this.#batch?.from ?? this.#slice.records.bytes;
  }

  /** Puts a debtor whose record began at `from` into a batch; returns the bytes of the batch's id. */
  add(debtor: Debtor, payload: Uint8Array, from: number): Uint8Array {
    const batch = this.#cutter.add(payload.length) ? this.#nextBatch(from) : this.#openBatch();
    batch.hash.update(payload).update("\n");
    batch.debtors++;
    batch.obligations += debtor.obligationCount;
    batch.cents += BigInt(debtor.balanceCents);
    batch.bytes = this.#cutter.bytes;
    return batch.idBytes;
  }

  /** The complete batches and their records, to be written before this is called again. */
  takeSlice(): LaneSlice {
    const full = this.#slice;
    this.#slice = this.#spare;
    this.#spare = full;
    if (this.#batch !== null) this.#batch.from = full.records.moveEnd(this.#batch.from, this.#slice.records);
    return full;
  }

  closeBatch(): void {
    if (this.#batch === null) return;
    const { id, debtors, obligations, cents, bytes, hash } = this.#batch;
    const ordinal = this.#setup.firstOrdinal + this.#batchCount++;
    const { state } = this.#setup;
    const [balance, sha256] = [formatCents(cents), hash.digest("hex")];
    this.#slice.batches.push({ id, ordinal, state, debtors, obligations, balance, bytes, sha256 });
    this.#batch = null;
  }

  #openBatch(): OpenBatch {
    if (this.#batch === null) throw new Error("a debtor belongs to no batch");
    return this.#batch;
  }

  #nextBatch(from: number): OpenBatch {
    this.closeBatch();
    const id = newId();
    const hash = createHash("sha256");
    this.#batch = { from, id, idBytes: uuidBytes(id), hash, debtors: 0, obligations: 0, cents: 0n, bytes: 0 };
    return this.#batch;
  }
}
