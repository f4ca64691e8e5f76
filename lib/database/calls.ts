import type { CallView } from "#lib/domain/outcome/pages.ts";
import type { Transaction } from "./client.ts";
import { newId } from "./new-id.ts";

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
  readonly debtors: number;
  readonly replyExcerpt: string;
}

export async function insertCall(db: Transaction, call: NewCall): Promise<void> {
  // PostgreSQL's text holds no NUL; a remote may send one.
  await db.call.create({ data: { id: newId(), ...call, replyExcerpt: call.replyExcerpt.replaceAll("\0", "\uFFFD") } });
}

/** Calls of an upload, youngest first; ids are UUIDv7, so `before` (an id) goes on in the order of time. */
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
    include: { batch: { select: { ordinal: true } } },
  });
  return calls.map((call) => ({
    id: call.id,
    batchOrdinal: call.batch?.ordinal ?? null,
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

/** Milliseconds a load of this tenant took on average, over its latest 50; null where there was none. */
export async function averageCallMs(db: Transaction, tenantId: string): Promise<number | null> {
  const calls = await db.call.findMany({
    where: { tenantId, endpoint: "massive_collections", httpStatus: { not: null } },
    orderBy: { startedAt: "desc" },
    take: 50,
    select: { durationMs: true },
  });
  return calls.length === 0 ? null : calls.reduce((sum, call) => sum + call.durationMs, 0) / calls.length;
}
