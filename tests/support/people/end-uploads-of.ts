import type { Client } from "pg";

/** Ends every upload of a filled history's tenant, and every doubt about one debtor: nothing stands in the way of erasing them. */
export async function endUploadsOf(client: Client, tenantId: string, identification: string): Promise<void> {
  await client.query("SET session_replication_role = replica");
  await client.query(
    `UPDATE "Upload" SET state = 'finished', "finishedAt" = now(), "overSince" = now(), "pendingDebtors" = 0, "pendingObligations" = 0,
       "pendingBalance" = 0, "notSentDebtors" = "notSentDebtors" + "pendingDebtors", "notSentObligations" = "notSentObligations" + "pendingObligations",
       "notSentBalance" = "notSentBalance" + "pendingBalance"
     WHERE "tenantId" = $1 AND "overSince" IS NULL`,
    [tenantId],
  );
  await client.query(
    `UPDATE "Record" SET state = 'not_sent' WHERE "tenantId" = $1 AND identification = $2 AND state IN ('pending', 'unconfirmed')`,
    [tenantId, identification],
  );
  await client.query(`UPDATE "Batch" SET "readBackAt" = NULL, "leaseUntil" = NULL WHERE "tenantId" = $1`, [tenantId]);
  await client.query("SET session_replication_role = origin");
}
