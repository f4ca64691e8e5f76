import { type ErasureResult, eraseOverdue } from "#lib/services/operations/erase-overdue.ts";
import { asWorker } from "#tests/support/database/as-worker.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { fromNow } from "#tests/support/from-now.ts";

/** Erases what is overdue for every tenant, as a worker does in time, until nothing is left to erase. */
export function sweep(): Promise<ErasureResult> {
  return asWorker(() => eraseOverdue({ until: fromNow(3_600_000).getTime(), signal: new AbortController().signal }));
}

/** Moves the end of an upload back by so many days and seconds. */
export async function setOver(uploadId: string, days: number, seconds: number): Promise<void> {
  await ownerDatabase().$executeRaw`
    UPDATE "Upload" SET "overSince" = now() - make_interval(days => ${days}::int, secs => ${seconds}) WHERE id = ${uploadId}::uuid`;
}

/** How much of an upload's personal data is still stored, part by part. */
export async function keptOf(uploadId: string) {
  const where = { uploadId };
  const [payloads, sources, texts, rows, replies, chunks] = await Promise.all([
    ownerDatabase().record.count({ where: { ...where, payload: { not: null } } }),
    ownerDatabase().record.count({ where: { ...where, source: { not: null } } }),
    ownerDatabase().record.count({ where: { ...where, remoteText: { not: null } } }),
    ownerDatabase().leftOutRow.count({ where: { ...where, source: { not: null } } }),
    ownerDatabase().call.count({ where: { ...where, replyExcerpt: { not: null } } }),
    ownerDatabase().chunk.count({ where: { ...where, source: { not: null } } }),
  ]);
  return { payloads, sources, texts, rows, replies, chunks };
}

export const nothingKept = { payloads: 0, sources: 0, texts: 0, rows: 0, replies: 0, chunks: 0 };
