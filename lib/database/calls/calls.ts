import type { CallView } from "#lib/domain/views/call-view.ts";
import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";

export interface NewCall {
  readonly tenantId: string;
  readonly uploadId: string | null;
  readonly batchId: string | null;
  readonly endpoint: "massive_collections" | "token_information" | "custom_query" | "query_obligation";
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  readonly verdict: string;
  readonly isSettling: boolean;
  /** Those that the call carried: without the withheld ones of its batch. */
  readonly debtors: number;
  readonly replyExcerpt: string;
}

export async function insertCall(db: Transaction, call: NewCall): Promise<void> {
  // PostgreSQL text cannot hold NUL, and a remote may send one.
  await db.call.create({ data: { id: newId(), ...call, replyExcerpt: call.replyExcerpt.replaceAll("\0", "\uFFFD") } });
}

/** A call that sent a batch and whose worker is gone. */
export interface LostCall {
  readonly batchId: string;
  readonly uploadId: string;
  /** When the batch was claimed; the call, if made, began a moment later. */
  readonly startedAt: Date;
}

/**
 * Logs calls whose end was never seen; their batches are settled without it. If a worker had only stalled, it
 * later logs the call again, which settles nothing.
 */
export async function insertLostCalls(tx: Transaction, tenantId: string, lost: readonly LostCall[]): Promise<void> {
  const known = {
    tenantId,
    endpoint: "massive_collections",
    durationMs: null,
    debtors: null,
    verdict: "worker_lost",
    replyExcerpt: "",
  };
  await tx.call.createMany({ data: lost.map((call) => ({ id: newId(), ...known, ...call })) });
}

/** Calls of an upload, youngest first. Ids are UUIDv7, so `before` (an id) pages in the order of time. */
export async function selectCalls(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  before: string | null,
  limit: number,
): Promise<CallView[]> {
  const calls = await db.call.findMany({
    where: { tenantId, uploadId, ...(before === null ? {} : { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit,
  });
  const places = await placesOf(
    db,
    tenantId,
    uploadId,
    calls.flatMap(({ batchId }) => batchId ?? []),
  );
  return calls.map((call) => ({
    id: call.id,
    batchOrdinal: call.batchId === null ? null : (places.get(call.batchId) ?? null),
    endpoint: call.endpoint,
    startedAt: call.startedAt.toISOString(),
    durationMs: call.durationMs,
    httpStatus: call.httpStatus,
    verdict: call.verdict,
    isSettling: call.isSettling,
    debtors: call.debtors,
    replyExcerpt: call.replyExcerpt,
  }));
}

/** Where the batches that are sent stand in an upload, from 0: ordinals leave gaps between its groups, and count those that are not sent. */
async function placesOf(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  batchIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await db.$queryRaw<{ id: string; place: number }[]>`
    SELECT id::text AS id, place::int AS place FROM (
      SELECT id, row_number() OVER (ORDER BY ordinal) - 1 AS place FROM "Batch"
      WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND state <> 'unchanged'
    ) AS batch WHERE id = ANY(${[...batchIds]}::uuid[])`;
  return new Map(found.map(({ id, place }) => [id, place]));
}

/** Average milliseconds of this tenant's latest 50 answered loads; null if there were none. */
export async function averageCallMs(db: Transaction, tenantId: string): Promise<number | null> {
  const { _avg } = await db.call.aggregate({
    where: { tenantId, endpoint: "massive_collections", httpStatus: { not: null } },
    orderBy: { startedAt: "desc" },
    take: 50,
    _avg: { durationMs: true },
  });
  return _avg.durationMs;
}
