import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import type { Batch } from "#lib/domain/portfolio/debtor.ts";
import { formatCents } from "#lib/domain/portfolio/totals-counter.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { type CopyValue, copyRows } from "./copy-rows.ts";
import { newId } from "./new-id.ts";

export interface NewLeftOutRow {
  readonly row: number;
  readonly line: number;
  readonly identification: string | null;
  readonly source: string;
  readonly issues: readonly Issue[];
}

const batchColumns = ["id", "tenantId", "uploadId", "ordinal", "debtors", "obligations", "balance", "bytes", "sha256"];
const recordColumns = [
  "tenantId",
  "uploadId",
  "ordinal",
  "batchId",
  "identification",
  "lines",
  "obligations",
  "balance",
  "payload",
  "source",
];
const leftOutColumns = ["tenantId", "uploadId", "row", "line", "identification", "source", "issues"];

/** Collects what staging makes and writes it with COPY, a slice at a time: batches before the records that refer to them. */
export class StagedWriter {
  readonly #client: PoolClient;
  readonly #tenantId: string;
  readonly #uploadId: string;
  /** Source lines of the debtors that are in no batch yet, by identification. */
  readonly #sources = new Map<string, readonly string[]>();
  #batches: CopyValue[][] = [];
  #records: CopyValue[][] = [];
  #leftOut: CopyValue[][] = [];
  #writing: Promise<void> = Promise.resolve();
  #batchCount = 0;
  #recordCount = 0;

  constructor(client: PoolClient, tenantId: string, uploadId: string) {
    this.#client = client;
    this.#tenantId = tenantId;
    this.#uploadId = uploadId;
  }

  get batchCount(): number {
    return this.#batchCount;
  }

  keepSources(identification: string, sources: readonly string[]): void {
    this.#sources.set(identification, sources);
  }

  /** Batches and records are numbered here, through all slices. */
  addBatch(batch: Batch): void {
    const id = newId();
    let obligations = 0;
    let cents = 0n;
    for (const debtor of batch.debtors) {
      obligations += debtor.obligationCount;
      cents += BigInt(debtor.balanceCents);
      this.#records.push([
        this.#tenantId,
        this.#uploadId,
        this.#recordCount++,
        id,
        debtor.identification,
        debtor.lines,
        debtor.obligationCount,
        formatCents(BigInt(debtor.balanceCents)),
        debtor.payload,
        `[${(this.#sources.get(debtor.identification) ?? []).join(",")}]`,
      ]);
      this.#sources.delete(debtor.identification);
    }
    this.#batches.push([
      id,
      this.#tenantId,
      this.#uploadId,
      this.#batchCount++,
      batch.debtors.length,
      obligations,
      formatCents(cents),
      batch.bytes,
      // One text for the whole batch: two updates a debtor cost more than the hash.
      createHash("sha256")
        .update(`${batch.debtors.map((debtor) => debtor.payload).join("\n")}\n`)
        .digest("hex"),
    ]);
  }

  addLeftOut(row: NewLeftOutRow): void {
    const issues = JSON.stringify(row.issues);
    this.#leftOut.push([this.#tenantId, this.#uploadId, row.row, row.line, row.identification, row.source, issues]);
  }

  /** Hands over what was collected. It waits for the hand-over before, not for this one: the next slice is made meanwhile. */
  async flush(): Promise<void> {
    const [batches, records, leftOut] = [this.#batches, this.#records, this.#leftOut];
    this.#batches = [];
    this.#records = [];
    this.#leftOut = [];
    await this.#writing;
    this.#writing = this.#write(batches, records, leftOut);
    // Awaited at the next flush or at the end; until then a refusal must not count as unhandled.
    this.#writing.catch(() => undefined);
  }

  /** Waits for what was handed over. */
  written(): Promise<void> {
    return this.#writing;
  }

  /** Everything is written when this is over. */
  async end(): Promise<void> {
    await this.flush();
    await this.#writing;
  }

  async #write(batches: CopyValue[][], records: CopyValue[][], leftOut: CopyValue[][]): Promise<void> {
    if (batches.length > 0) await copyRows(this.#client, "Batch", batchColumns, batches);
    if (records.length > 0) await copyRows(this.#client, "Record", recordColumns, records);
    if (leftOut.length > 0) await copyRows(this.#client, "LeftOutRow", leftOutColumns, leftOut);
  }
}
