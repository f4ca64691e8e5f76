import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { beatWorker } from "#lib/database/operations/worker-heartbeats.ts";
import { secretKeyIds } from "#lib/secrets/seal-secret.ts";
import { readHealth } from "#lib/services/operations/read-health.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";

const workerId = "01a215d3-fe74-7432-ab70-7658a420cb76";
const later = "29991231000000_of_a_later_build";

beforeEach(async () => {
  await beatWorker(ownerDatabase(), workerId, secretKeyIds());
  await ownerDatabase().$executeRaw`CREATE TABLE kept_migrations AS TABLE "_prisma_migrations"`;
});
afterEach(async () => {
  await ownerDatabase().$executeRaw`DELETE FROM "_prisma_migrations"`;
  await ownerDatabase().$executeRaw`INSERT INTO "_prisma_migrations" SELECT * FROM kept_migrations`;
  await ownerDatabase().$executeRaw`DROP TABLE kept_migrations`;
});
afterAll(() => closeAll());

const state = async () => {
  const { schema, isHealthy, isDatabaseUp } = await readHealth();
  return [schema, isHealthy, isDatabaseUp];
};

/** Inserts a row as Prisma's engine does when it begins a migration. */
async function begin(name: string): Promise<void> {
  await ownerDatabase().$executeRaw`
    INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES (gen_random_uuid()::text, '', ${name})`;
}

const finish = (name: string) => ownerDatabase().$executeRaw`
  UPDATE "_prisma_migrations" SET finished_at = now() WHERE migration_name = ${name}`;
const rollBack = (name: string) => ownerDatabase().$executeRaw`
  UPDATE "_prisma_migrations" SET rolled_back_at = now(), finished_at = NULL WHERE migration_name = ${name}`;

/** Removes the build's last migration from the list and returns its name. */
async function forgetLast(): Promise<string> {
  const [last] = await ownerDatabase().$queryRaw<{ name: string }[]>`
    DELETE FROM "_prisma_migrations" WHERE migration_name = (SELECT max(migration_name) FROM "_prisma_migrations")
    RETURNING migration_name AS name`;
  if (last === undefined) throw new Error("no migration was applied");
  return last.name;
}

test("is healthy with all migrations and a worker", async () => {
  expect(await state()).toEqual(["current", true, true]);
});

test("is unhealthy without a worker", async () => {
  await ownerDatabase().workerHeartbeat.deleteMany();
  expect(await readHealth()).toMatchObject({ schema: "current", isHealthy: false, workerAgeSeconds: null });
});

test("reports a missing migration as pending", async () => {
  await forgetLast();
  expect(await state()).toEqual(["pending", false, true]);
});

test("reports an unfinished migration as failed until applied", async () => {
  const name = await forgetLast();
  await begin(name);
  expect(await state()).toEqual(["failed", false, true]);
  await rollBack(name);
  expect(await state()).toEqual(["failed", false, true]);
  await begin(name);
  expect(await state()).toEqual(["failed", false, true]);
  await ownerDatabase().$executeRaw`
    UPDATE "_prisma_migrations" SET finished_at = now() WHERE migration_name = ${name} AND rolled_back_at IS NULL`;
  expect(await state()).toEqual(["current", true, true]);
});

test("accepts finished migrations of a later build", async () => {
  await begin(later);
  expect(await state()).toEqual(["failed", false, true]);
  await finish(later);
  expect(await state()).toEqual(["newer", true, true]);
  await rollBack(later);
  expect(await state()).toEqual(["current", true, true]);
  await begin(later);
  expect(await state()).toEqual(["failed", false, true]);
  await finish(later);
  await forgetLast();
  await forgetLast();
  expect(await state()).toEqual(["pending", false, true]);
});

test("reports an empty database as up and pending", async () => {
  await ownerDatabase().$executeRaw`ALTER TABLE "_prisma_migrations" RENAME TO elsewhere`;
  await ownerDatabase().$executeRaw`ALTER TABLE "WorkerHeartbeat" RENAME TO elsewhere_too`;
  try {
    expect(await readHealth()).toMatchObject({
      schema: "pending",
      isHealthy: false,
      isDatabaseUp: true,
      migrations: 0,
    });
  } finally {
    await ownerDatabase().$executeRaw`ALTER TABLE elsewhere RENAME TO "_prisma_migrations"`;
    await ownerDatabase().$executeRaw`ALTER TABLE elsewhere_too RENAME TO "WorkerHeartbeat"`;
  }
});
