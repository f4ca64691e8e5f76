import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { comparedGroups } from "#lib/domain/portfolio/comparison/comparison.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { showDrift } from "#lib/services/portfolios/show-drift.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { projectRoot } from "#lib/up/settings.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTenant, makeUser } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const { host } = await runStage();

test("the demo's five loads are sent, and none is stopped", async () => {
  const { tenantId } = await makeTenant(await makeUser("admin"), { server: host, repeatBehaviour: "updates" });
  await ownerDatabase().tenant.update({ where: { id: tenantId }, data: { name: "Demo" } });
  const supervisor = await makeUser("supervisor", [tenantId]);
  await promisify(execFile)(process.execPath, ["prisma/demo.ts"], { cwd: projectRoot, env: process.env });

  const loads = await ownerDatabase().upload.findMany({ where: { tenantId }, orderBy: { confirmedAt: "asc" } });
  expect(loads.map(({ state }) => state)).toEqual(Array(5).fill("finished"));
  for (const [index, { id: uploadId }] of loads.entries()) {
    const { isStopped, oddities, explanation } = await showDrift(supervisor, { uploadId });
    expect({ isStopped, oddities, explanation }, `day ${index + 1}`).toEqual({
      isStopped: false,
      oddities: [],
      explanation: null,
    });
    expect((await showReceipt(supervisor, { uploadId })).confirmedBy, `day ${index + 1}`).toBe(supervisor.actor.name);
    const { isFirst, figures, frozenAt } = await showComparison(supervisor, { uploadId });
    expect([isFirst, frozenAt === null]).toEqual([index === 0, false]);
    if (index > 0) expect(figures.debtors.changed.debtors + figures.debtors.volatile.debtors).toBeGreaterThan(0);
    expect(Object.keys(figures.debtors).toSorted()).toEqual([...comparedGroups].toSorted());
  }
  // Whoever is gone has left with a load of the past, not today.
  const gone = await ownerDatabase().snapshotDebtor.findMany({ where: { tenantId, state: "gone" } });
  expect(gone.length).toBeGreaterThan(0);
  const days = loads.map(({ confirmedAt }) => confirmedAt?.toISOString().slice(0, 10));
  for (const { since, place } of gone) {
    expect(days).toContain(since?.toISOString().slice(0, 10));
    expect(loads.map(({ confirmedAt }) => confirmedAt)).toContainEqual(place);
  }
});
