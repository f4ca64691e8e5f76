import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { readHealth } from "#lib/services/operations/read-health.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { applyMigrations } from "#prisma/migrate.ts";
import { noFilters, readMigrations, withSchemaEngine } from "#prisma/schema-engine.ts";
import { makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { onTestDatabase } from "#tests/support/database/on-test-database.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf, waitForUpload } from "#tests/support/runs/tenant-run.ts";

/** What OPERATIONS.md lets a later version's migration do, all of it at once. */
const expansion = `
  DO $$ DECLARE t text; BEGIN
    FOR t IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations' LOOP
      EXECUTE format('ALTER TABLE %I ADD COLUMN "laterNull" jsonb, ADD COLUMN "laterDefault" text NOT NULL DEFAULT ''x''', t);
      EXECUTE format('CREATE INDEX ON %I ("laterDefault")', t);
    END LOOP;
  END $$;
  CREATE TABLE "Later" (id uuid PRIMARY KEY, "tenantId" uuid NOT NULL REFERENCES "Tenant"(id) ON DELETE CASCADE);
  ALTER TYPE "Evidence" ADD VALUE 'later';
  ALTER TYPE "UploadState" ADD VALUE 'later';
  INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('later', '', '29991231000000_later', now());`;

// Before anything is prepared, as in a portal that starts beside the new schema, and while one runs.
const { host, control } = await runStage({ isWorkerProcess: true });
beforeAll(() => onTestDatabase((client) => client.query(expansion)));

test("this version stages, sends, reads back and compares beside a later schema", async () => {
  const team = await makeTeam({ server: host, batchSize: 5 });
  const portfolioId = await makePortfolioOf(team.tenantId);
  const send = async (debtors: number) => {
    const uploadId = await stageLoad(team.supervisor, team.tenantId, portfolioId, makePortfolio(debtors));
    await forgoReadBacks(uploadId);
    await confirmUpload(team.supervisor, { uploadId });
    await waitForUpload(team.supervisor, uploadId, ["finished"]);
    return uploadId;
  };
  await control.setFaults([
    { match: { endpoint: "massive_collections", nthRequest: 2 }, action: { do: "reset", when: "after_applying" } },
  ]);
  const first = await send(20);
  expect(groupsOf(await showUpload(team.supervisor, { uploadId: first }))).toEqual([15, 0, 5, 0, 0]);
  await readBackUpload(team.supervisor, { uploadId: first });
  const unconfirmed = async () => (await showUpload(team.supervisor, { uploadId: first })).groups.unconfirmed.debtors;
  await expect.poll(unconfirmed).toBe(0);
  const second = await send(22);
  expect(groupsOf(await showUpload(team.supervisor, { uploadId: second }))).toEqual([22, 0, 0, 0, 0]);
  expect(await ownerDatabase().snapshotDebtor.count({ where: { portfolioId, state: "live" } })).toBe(22);
  expect(await readHealth()).toMatchObject({ schema: "newer", isHealthy: true });
});

test("an older version that starts changes neither tables nor functions", async () => {
  await onTestDatabase(async (client) => {
    await client.query("COMMENT ON FUNCTION claim_batch IS 'prisma/functions later'");
    expect(await applyMigrations(process.env.DATABASE_OWNER_URL ?? "")).toEqual([]);
    const { rows } = await client.query("SELECT obj_description('claim_batch'::regproc, 'pg_proc') AS version");
    expect(rows).toEqual([{ version: "prisma/functions later" }]);
  });
});

test("a migration that failed changes nothing and is put aside as OPERATIONS.md says", async () => {
  const url = process.env.DATABASE_OWNER_URL ?? "";
  const list = await readMigrations();
  const withLast = (value: string) => ({
    ...list,
    migrationDirectories: [
      ...list.migrationDirectories,
      { path: "29991231000001_last", migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value } } },
    ],
  });
  const migrate = (value: string) =>
    withSchemaEngine(url, (engine) => engine.applyMigrations({ migrationsList: withLast(value), filters: noFilters }));
  await expect(migrate(`CREATE TABLE "Half" (id int); SELECT 1 / 0`)).rejects.toThrow();
  expect((await readHealth()).schema).toBe("failed");
  const [, statement = ""] = /`(UPDATE "_prisma_migrations"[^`]+)`/.exec(readFileSync("OPERATIONS.md", "utf8")) ?? [];
  await onTestDatabase(async (client) => {
    expect((await client.query(`SELECT to_regclass('"Half"') AS half`)).rows).toEqual([{ half: null }]);
    await client.query(statement);
    expect((await readHealth()).schema).toBe("newer");
    expect(await applyMigrations(url)).toEqual([]);
    expect((await migrate(`CREATE TABLE "Half" (id int)`)).appliedMigrationNames).toEqual(["29991231000001_last"]);
    expect((await client.query(`SELECT to_regclass('"Half"') AS half`)).rows).toEqual([{ half: '"Half"' }]);
  });
});
