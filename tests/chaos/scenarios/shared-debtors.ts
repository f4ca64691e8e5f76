import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { forgoReadBacks } from "#tests/support/runs/tenant-run.ts";
import { makeTenantPortfolio, rowsOf, stageFor } from "#tests/support/snapshots/portfolio-run.ts";
import { until, viewOf } from "../load.ts";
import type { Scenario } from "../scenario.ts";
import { saidSnapshotOf, snapshotDifferences } from "../snapshot-comparison.ts";

const days = 2;

/** Two creditors whose files share a third of their debtors, for whom one of them has another name. */
export const sharedDebtors: Scenario = {
  name: "kill -9 and lost answers over two days of two portfolios: their snapshots are what the CRM has, or uncertain",
  guardedBy: ["tests/integration/database/snapshot.test.ts", "tests/integration/database/snapshot-rules.test.ts"],
  async play({ arena, fleet, random, scale, injected }) {
    await arena.control.setSettings({ latencyMs: 20, dailyLimit: 1_000_000 });
    const debtors = 30 * scale;
    const team = await makeTeam({ server: arena.sandbox.host, batchSize: 5, callsAtOnce: 2 });
    const creditors = [
      { name: "A", from: 0, portfolioId: await makeTenantPortfolio(team.tenantId, "Banco A") },
      {
        name: "B",
        from: Math.round((debtors * 2) / 3),
        portfolioId: await makeTenantPortfolio(team.tenantId, "Banco B"),
      },
    ];
    for (let day = 0; day < days; day++) {
      for (const { name, from, portfolioId } of creditors) {
        // Each day the names of some debtors and every balance differ.
        const rows = rowsOf(name, from, from + debtors, (row) => changed(row, name, day));
        const uploadId = await stageFor(team, portfolioId, rows);
        // Half of the uploads leave what was lost in doubt.
        if (random.chance(0.5)) await forgoReadBacks(uploadId);
        await arena.control.setFaults(
          random.chance(0.6)
            ? [{ match: { nthRequest: random.integer(1, 5) }, action: { do: "reset", when: "after_applying" } }]
            : [],
        );
        await confirmUpload(team.supervisor, { uploadId });
        await sleep(random.integer(100, 600));
        await fleet.replace(random, "SIGKILL");
        injected();
        await until("the upload ends", async () => (await viewOf({ ...team, uploadId })).state === "finished");
      }
    }
    for (const { name, portfolioId } of creditors) {
      const said = await saidSnapshotOf(portfolioId);
      const written = (await arena.control.ledger()).filter(({ operation }) => operation === team.operation);
      assert.deepEqual(
        snapshotDifferences(said, written, (payload) => payload.includes(`"id":"${name}-`)),
        [],
      );
      assert.ok(said.rows.length > debtors / 2, "there is a snapshot");
    }
    const live = await ownerDatabase().snapshotDebtor.count({ where: { tenantId: team.tenantId, state: "live" } });
    assert.ok(live > debtors / 2, "not everything is uncertain");
  },
};

function changed(row: readonly string[], creditor: string, day: number): string[] {
  const index = Number(row[0]);
  const isRenamed = (index + day) % 4 === 0;
  return row.map((cell, column) => {
    if (column === 1 && isRenamed) return `${cell} ${creditor}`;
    return column === 7 ? `${1_000 + index + day},50` : cell;
  });
}
