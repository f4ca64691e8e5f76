import { erasePerson } from "#lib/services/people/erase-person.ts";
import { exportPerson } from "#lib/services/people/export-person.ts";
import { planErasure } from "#lib/services/people/plan-erasure.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { onTestDatabase } from "#tests/support/database/on-test-database.ts";
import { makeTenant, makeUser } from "#tests/support/factories.ts";
import { fillHistory } from "#tests/support/history/fill-history.ts";
import type { HistorySize } from "#tests/support/history/history-size.ts";
import { endUploadsOf } from "#tests/support/people/end-uploads-of.ts";

/** In every large upload of the history, and in many others. */
const identification = "10000050";
/** Nobody else has any of these. */
const payload = JSON.stringify({
  Identification: identification,
  Name: "Zoraida Quetzal Canaria",
  Email: "zoraida@ejemplo.co",
  Telephone: "3017712340",
});

/** Fills an empty database with the loads of one tenant, one more of which is being staged. */
export async function fillForErasure({
  size,
  chunksUnderWay,
}: {
  readonly size: HistorySize;
  readonly chunksUnderWay: number;
}): Promise<void> {
  const admin = await makeUser("admin");
  const { userId } = admin.actor;
  const { tenantId } = await makeTenant(admin, { server: "crm0001.wolkvox.com" });
  await closeAll();
  await onTestDatabase(async (client) => {
    // The default checkpoint spacing is not meant for one load of millions of rows.
    await client.query("ALTER SYSTEM SET max_wal_size = '8GB'");
    await client.query("SELECT pg_reload_conf()");
    await fillHistory(client, { tenantIds: [tenantId], userId, size });
    await endUploadsOf(client, tenantId, identification);
    await client.query("SET session_replication_role = replica");
    await client.query(insertSetAside, [tenantId]);
    await client.query(countSetAside, [tenantId]);
    await client.query(namePerson, [tenantId, identification, payload]);
    await client.query(insertSnapshot, [tenantId, identification, payload]);
    await client.query(beginStaging, [tenantId, userId, chunksUnderWay]);
    await client.query(insertChunksUnderWay, [tenantId, chunksUnderWay]);
    await client.query("VACUUM (ANALYZE)");
    await client.query("CHECKPOINT");
  });
}

/** Seconds of each step, and how much there was to look through. */
export async function tellAndErase(): Promise<Record<string, number>> {
  const { rows } = await onTestDatabase((client) =>
    client.query<{ tenantId: string; counts: Record<string, number> }>(found, [identification]),
  );
  const [{ tenantId, counts } = { tenantId: "", counts: {} }] = rows;
  const admin = await makeUser("admin");
  const person = { tenantId, identification };
  const seconds = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    return (performance.now() - started) / 1_000;
  };
  const plan = await seconds(() => planErasure(admin, person));
  const told = await seconds(() => exportPerson(admin, person));
  const erase = await seconds(async () => {
    const { records, snapshots } = await erasePerson(admin, person);
    if (records !== counts.records || snapshots !== 1) throw new Error(`${records} records were erased`);
  });
  await closeAll();
  return { "erase-seconds": erase, "plan-seconds": plan, "export-seconds": told, ...counts };
}

const insertSetAside = `
  INSERT INTO "SetAsideRow" ("tenantId", "uploadId", row, line, reason, source)
  SELECT "tenantId", id, n, n + 1, 'title', '[1,["Cartera de ' || n || ' asignada a la casa de cobranza","","Total","1.234.567"],null]'
  FROM "Upload", generate_series(0, 9) AS n WHERE "tenantId" = $1`;

const countSetAside = `UPDATE "Upload" SET "setAsideRows" = 10, "fileRows" = "fileRows" + 10 WHERE "tenantId" = $1`;

const namePerson = `
  UPDATE "Record" SET payload = $3 WHERE "tenantId" = $1 AND identification = $2 AND payload IS NOT NULL`;

const insertSnapshot = `
  WITH portfolio AS (
    INSERT INTO "Portfolio" (id, "tenantId", name, "expectedDays", "updatedAt") VALUES (uuidv7(), $1, 'Banco', '{}', now()) RETURNING id
  )
  INSERT INTO "SnapshotDebtor" ("tenantId", "portfolioId", identification, state, digest, "stableDigest", obligations, balance, payload, "uploadId", place)
  SELECT DISTINCT ON (r.identification) r."tenantId", p.id, r.identification, 'live', 'x', 'x', 1, r.balance,
    CASE r.identification WHEN $2 THEN $3 ELSE '{"Identification":"' || r.identification || '","Name":"Cliente"}' END, r."uploadId", '2026-01-01'
  FROM "Record" r, portfolio p WHERE r."tenantId" = $1 ORDER BY r.identification`;

const beginStaging = `
  INSERT INTO "Upload" (id, "tenantId", "createdById", "fileName", "fileBytes", "fileSha256", mapping, fields, country, currency, "batchSize",
    "rowCount", "chunkCount")
  VALUES (uuidv7(), $1, $2, 'otro banco.csv', 1, 'x', '{}', '[]', 'CO', 'COP', 100, 2000 * $3::int, $3)`;

const insertChunksUnderWay = `
  INSERT INTO "Chunk" ("tenantId", "uploadId", sequence, sha256, "firstRow", "rowCount", source, "textBytes", identifications)
  SELECT u."tenantId", u.id, s, md5(s::text), s * 2000, 2000, 'x'::bytea, 100000,
    (SELECT json_agg((70000000 + s * 2000 + n)::text) FROM generate_series(0, 1999) AS n)::text
  FROM "Upload" u, generate_series(0, $2::int - 1) AS s WHERE u."tenantId" = $1 AND u.state = 'staging'`;

const found = `
  SELECT r."tenantId", json_build_object('records', count(*), 'uploads', count(DISTINCT r."uploadId"),
    'filled-records', (SELECT count(*) FROM "Record"), 'filled-chunks', (SELECT count(*) FROM "Chunk"),
    'filled-set-aside-rows', (SELECT count(*) FROM "SetAsideRow")) AS counts
  FROM "Record" r WHERE r.identification = $1 GROUP BY r."tenantId"`;
