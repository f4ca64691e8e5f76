import type { LostGround } from "#lib/domain/outcome/run-reasons.ts";
import type { Transaction } from "../client.ts";
import { refusalsOfMade } from "../close-outs/refused.ts";

/** What has changed since an upload was confirmed, so that it may not be sent as it is; null: it may. */
export async function findLostGround(db: Transaction, tenantId: string, uploadId: string): Promise<LostGround | null> {
  const [upload] = await db.$queryRaw<{ closesOutId: string | null; isComparedElsewhere: boolean }[]>`
    SELECT u."closesOutId", u."pendingDebtors" > 0 AND u."unchangedDebtors" > 0
      AND (u."confirmedOperation", u."confirmedServer") IS DISTINCT FROM (t.operation, t.server) AS "isComparedElsewhere"
    FROM "Upload" u JOIN "Tenant" t ON t.id = u."tenantId" WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid`;
  if (upload === undefined) return null;
  if (upload.isComparedElsewhere) return "compared_elsewhere";
  if (upload.closesOutId === null) return null;
  return (await refusalsOfMade(db, tenantId, upload.closesOutId)).length === 0 ? null : "close_out_refused";
}
