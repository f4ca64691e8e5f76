import { expect, test } from "vitest";
import { makeCloseOut, sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const { host } = await runStage();

test("a close-out that is cut leaves nothing behind", async () => {
  const world = await sentPortfolio(host, makePortfolio(60));
  const loadId = await world.send(without(world.rows, 1, 2, 3, 4, 5, 6));
  const lock = `close-out ${world.tenantId} ${loadId}`;
  let cut = 0;
  const made = makeCloseOut(world.supervisor, loadId).catch(() => null);
  while (cut === 0)
    cut = await ownerDatabase().$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND (classid::bigint << 32) | objid::bigint = hashtextextended(${lock}, 0)`;
  expect(await made).toBeNull();
  expect(await ownerDatabase().upload.count({ where: { closesOutId: loadId } })).toBe(0);
  const { uploadId } = await makeCloseOut(world.supervisor, loadId);
  expect(await ownerDatabase().record.count({ where: { uploadId } })).toBe(6);
});
