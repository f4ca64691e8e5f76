import { expect, test } from "vitest";
import { makeCloseOut, sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const { host } = await runStage();

test("a close-out that is cut leaves nothing behind", async () => {
  const world = await sentPortfolio(host, makePortfolio(60));
  const loadId = await world.send(without(world.rows, 1, 2, 3, 4, 5, 6));
  // Its commit waits for the end of the audit trail: all of it is written by then.
  const cut = await ownerDatabase().$transaction(async (tx) => {
    const [{ pid } = { pid: 0 }] = await tx.$queryRaw<{ pid: number }[]>`
      SELECT pg_backend_pid() AS pid FROM "AuditHead" WHERE chain = ${world.tenantId}::uuid FOR UPDATE`;
    const made = makeCloseOut(world.supervisor, loadId).catch(() => null);
    const cutAtItsCommit = () => ownerDatabase().$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${pid}::int = ANY(pg_blocking_pids(pid))`;
    await expect.poll(cutAtItsCommit).toBe(1);
    return { made };
  });
  expect(await cut.made).toBeNull();
  expect(await ownerDatabase().upload.count({ where: { closesOutId: loadId } })).toBe(0);
  const { uploadId } = await makeCloseOut(world.supervisor, loadId);
  expect(await ownerDatabase().record.count({ where: { uploadId } })).toBe(6);
});
