import { expect, test } from "vitest";
import { doubtRestored } from "#lib/services/operations/doubt-restored.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { asWorker } from "#tests/support/database/as-worker.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf } from "#tests/support/runs/tenant-run.ts";
import { makeTenantPortfolio, sendFor } from "#tests/support/snapshots/portfolio-run.ts";

const { host, control } = await runStage();
// As a worker that starts notes who the database is.
await asWorker(doubtRestored);

test("a restored database makes every snapshot uncertain, once", async () => {
  const team = await makeTeam({ server: host, batchSize: 10 });
  const portfolioId = await makeTenantPortfolio(team.tenantId, "Banco A");
  await sendFor(team, portfolioId, makePortfolio(3));
  const uncertain = () =>
    ownerDatabase().snapshotDebtor.count({ where: { portfolioId, state: "uncertain", digest: "" } });
  expect(await asWorker(doubtRestored)).toEqual({ kind: "same" });
  for (const change of [{ timeline: 99 }, { systemIdentifier: "another" }]) {
    await sendFor(team, portfolioId, makePortfolio(3));
    expect(await uncertain()).toBe(0);
    await ownerDatabase().databaseIdentity.update({ where: { id: 1 }, data: change });
    const [found, second] = await Promise.all([asWorker(doubtRestored), asWorker(doubtRestored)]);
    const restored = expect.objectContaining({ kind: "restored", snapshotDebtors: 3, uploads: 0, debtors: 0 });
    expect([found, second]).toEqual(expect.arrayContaining([restored, { kind: "same" }]));
    expect(await uncertain()).toBe(3);
  }
  const left = { portfolioId, identification: "10000000" };
  await ownerDatabase().snapshotDebtor.updateMany({
    where: left,
    data: { state: "gone", since: fromNow(), digest: "known" },
  });
  await ownerDatabase().databaseIdentity.update({ where: { id: 1 }, data: { timeline: 98 } });
  await asWorker(doubtRestored);
  expect(await ownerDatabase().snapshotDebtor.findFirst({ where: left })).toMatchObject({ state: "gone", digest: "" });
});

test("a look-up proves nothing of whom nobody has been sent since a restore, and something once they have", async () => {
  const team = await makeTeam({ server: host, batchSize: 10 });
  const portfolioId = await makeTenantPortfolio(team.tenantId, "Banco B");
  // What was sent since the backup is in the CRM, and in no table.
  const forgotten = await sendFor(team, portfolioId, makePortfolio(3));
  await ownerDatabase().snapshotDebtor.deleteMany({ where: { portfolioId } });
  await ownerDatabase().upload.delete({ where: { id: forgotten } });
  await ownerDatabase().databaseIdentity.update({ where: { id: 1 }, data: { timeline: 97 } });
  await asWorker(doubtRestored);
  const lostBefore = [
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "before_applying" } },
  ] as const;
  const groups = async (rows: readonly (readonly string[])[]) =>
    groupsOf(await showUpload(team.supervisor, { uploadId: await sendFor(team, portfolioId, rows) }));
  await control.setFaults(lostBefore);
  expect(await groups(makePortfolio(3))).toEqual([0, 0, 3, 0, 0]);
  expect(await groups(makePortfolio(3).map((row) => row.with(1, "Otro")))).toEqual([3, 0, 0, 0, 0]);
  await control.setFaults([{ ...lostBefore[0], action: { do: "reset", when: "after_applying" } }]);
  expect(await groups(makePortfolio(3).map((row) => row.with(1, "Tercero")))).toEqual([3, 0, 0, 0, 0]);
});

test("a database that does not say who it is counts as the same", async () => {
  const [{ role } = { role: "" }] = await ownerDatabase().$queryRaw<
    { role: string }[]
  >`SELECT 'reader_' || md5(random()::text) AS role`;
  await ownerDatabase().$executeRawUnsafe(`CREATE ROLE "${role}"`);
  await ownerDatabase().$executeRawUnsafe("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
  try {
    const { readIdentity } = await import("#lib/database/snapshots/database-identity.ts");
    const read = await ownerDatabase().$transaction(async (tx) => {
      await tx.$executeRawUnsafe(`SET LOCAL ROLE "${role}"`);
      return readIdentity(tx);
    });
    expect(read).toBeNull();
  } finally {
    await ownerDatabase().$executeRawUnsafe("GRANT EXECUTE ON FUNCTION pg_control_system() TO PUBLIC");
    await ownerDatabase().$executeRawUnsafe(`DROP ROLE "${role}"`);
  }
});
