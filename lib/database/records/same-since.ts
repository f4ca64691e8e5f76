import type { RecordState } from "#lib/domain/outcome/outcome.ts";
import type { RecordView } from "#lib/domain/views/record-view.ts";
import type { Transaction } from "../client.ts";

interface ComparedRecord {
  readonly state: RecordState;
  readonly sameSinceId: string | null;
}

/** The uploads that had the unchanged ones of these debtors accepted, by id. */
export async function selectSameSince(
  db: Transaction,
  tenantIds: readonly string[],
  records: readonly ComparedRecord[],
): Promise<ReadonlyMap<string | null, Pick<RecordView, "sameSince">>> {
  const ids = new Set(records.flatMap(({ state, sameSinceId }) => (state === "unchanged" ? (sameSinceId ?? []) : [])));
  if (ids.size === 0) return new Map();
  const uploads = await db.upload.findMany({
    where: { tenantId: { in: [...tenantIds] }, id: { in: [...ids] } },
    select: { id: true, fileName: true, confirmedAt: true },
  });
  return new Map(
    uploads.map(({ id, fileName, confirmedAt }) => [
      id,
      { sameSince: { uploadId: id, fileName, confirmedAt: confirmedAt?.toISOString() ?? null } },
    ]),
  );
}
