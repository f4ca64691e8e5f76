import type { Client } from "pg";

/**
 * `none`: the upload is of no portfolio. `first`: of one whose snapshot is empty. `again`: of one that has every
 * debtor, while another one of the tenant has a third of them.
 */
export type SnapshotSetup = "none" | "first" | "again";

/** Makes a staged upload the load of a portfolio, with what its snapshot has before the push. */
export async function givePortfolio(
  client: Client,
  tenantId: string,
  uploadId: string,
  setup: SnapshotSetup,
): Promise<void> {
  if (setup === "none") return;
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO "Portfolio" (id, "tenantId", name, "expectedDays", "updatedAt")
    VALUES (uuidv7(), $1, 'Banco A', '{}', now()), (uuidv7(), $1, 'Banco B', '{}', now()) RETURNING id`,
    [tenantId],
  );
  const [own, other] = rows.map(({ id }) => id);
  await client.query(`UPDATE "Upload" SET "portfolioId" = $2 WHERE id = $1`, [uploadId, own]);
  if (setup === "first") return;
  const fill = `INSERT INTO "SnapshotDebtor" ("tenantId", "portfolioId", identification, digest, "stableDigest", obligations, balance, payload,
      "uploadId", place)
    SELECT "tenantId", $2, identification, md5(payload), md5(payload), obligations, balance, payload, "uploadId", '2026-01-01'
    FROM "Record" WHERE "uploadId" = $1`;
  await client.query(fill, [uploadId, own]);
  await client.query(`${fill} AND ordinal % 3 = 0`, [uploadId, other]);
}
