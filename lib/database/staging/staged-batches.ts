import { type SqlClient, sql } from "../sql-text.ts";

export interface NewBatch {
  readonly id: string;
  readonly ordinal: number;
  readonly state: "pending" | "unchanged";
  readonly debtors: number;
  readonly obligations: number;
  /** A decimal with two places. */
  readonly balance: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes all batches in one statement. */
export async function insertBatches(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
  batches: readonly NewBatch[],
): Promise<void> {
  await client.query(
    sql`INSERT INTO "Batch" (id, "tenantId", "uploadId", ordinal, state, debtors, obligations, balance, bytes, sha256)
     SELECT b.id, $1, $2, b.ordinal, b.state, b.debtors, b.obligations, b.balance, b.bytes, b.sha256
     FROM unnest($3::uuid[], $4::int[], $5::int[], $6::int[], $7::numeric[], $8::int[], $9::text[], $10::"BatchState"[])
       AS b(id, ordinal, debtors, obligations, balance, bytes, sha256, state)`,
    [
      tenantId,
      uploadId,
      batches.map((batch) => batch.id),
      batches.map((batch) => batch.ordinal),
      batches.map((batch) => batch.debtors),
      batches.map((batch) => batch.obligations),
      batches.map((batch) => batch.balance),
      batches.map((batch) => batch.bytes),
      batches.map((batch) => batch.sha256),
      batches.map((batch) => batch.state),
    ],
  );
}
