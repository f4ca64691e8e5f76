import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { makeCloseOut } from "#tests/support/close-outs/gone-world.ts";
import { stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { sumOfGroups } from "#tests/support/runs/tenant-run.ts";
import { makeTenantPortfolio, rowsOf } from "#tests/support/snapshots/portfolio-run.ts";
import { until, viewOf } from "../load.ts";
import type { Scenario, Stage } from "../scenario.ts";

/** Two creditors share some debtors; some of the first one's are gone on its second day, as few as on any day of a month, some of them shared. */
export const killedCloseOut: Scenario = {
  name: "a close-out cut while it is made, then kill -9 and lost answers while it is sent: nobody is lost, nobody of another portfolio is closed",
  guardedBy: ["tests/integration/close-outs/close-out.test.ts", "tests/integration/close-outs/cut.test.ts"],
  async play(stage) {
    const { arena, fleet, random, scale, injected } = stage;
    await arena.control.setSettings({ latencyMs: 20, dailyLimit: 1_000_000 });
    const debtors = 200 * scale;
    const setup = { server: arena.sandbox.host, batchSize: 3, callsAtOnce: 2, repeatBehaviour: "updates" } as const;
    const team = await makeTeam(setup);
    const [own, other] = [
      await makeTenantPortfolio(team.tenantId, "Banco A"),
      await makeTenantPortfolio(team.tenantId, "Banco B"),
    ];
    const send = async (portfolioId: string, rows: readonly (readonly string[])[]) => {
      const uploadId = await stageLoad(team.supervisor, team.tenantId, portfolioId, rows);
      await confirmUpload(team.supervisor, { uploadId });
      await until("a load ends", async () => (await viewOf({ ...team, uploadId })).state === "finished");
      return uploadId;
    };
    const first = rowsOf("A", 0, debtors);
    await send(own, first);
    await send(other, rowsOf("B", debtors * 0.75, debtors * 1.5));
    const isGone = (id: string | undefined) => {
      const index = Number(id) - 10_000_000;
      return index >= debtors * 0.65 && index < debtors * 0.8;
    };
    const loadId = await send(
      own,
      first.filter(([id]) => !isGone(id)),
    );

    const uploadId = await cutWhileMade(stage, { ...team, loadId }, () => makeCloseOut(team.supervisor, loadId));
    const records = await ownerDatabase().record.findMany({
      where: { uploadId },
      select: { identification: true, payload: true },
    });
    assert.equal(records.length, debtors * 0.1, "those who are gone and live nowhere else");
    const staged = new Map(records.map(({ identification, payload }) => [identification, payload]));

    await arena.control.setFaults([
      { match: { endpoint: "massive_collections", times: 2 }, action: { do: "reset", when: "after_applying" } },
    ]);
    await arena.control.setSettings({ latencyMs: 250 });
    await confirmUpload(team.supervisor, { uploadId });
    const isOver = async () => (await viewOf({ ...team, uploadId })).state === "finished";
    for (let kills = 0; kills < 3 && !(await isOver()); kills++) {
      await sleep(random.integer(200, 900));
      await fleet.replace(random, "SIGKILL");
      injected();
    }
    await until("the close-out ends", isOver);
    await arena.control.setFaults([]);
    await compare({ tenantId: team.tenantId, operation: team.operation, portfolioId: own, uploadId, staged }, stage);
    const view = await viewOf({ ...team, uploadId });
    assert.equal(sumOfGroups(view).debtors, staged.size, "everybody has an outcome");
  },
};

/** Cuts the connection that makes the close-out, until it is made all the same: there is all of it or nothing. */
async function cutWhileMade(
  { random, injected }: Stage,
  { tenantId, loadId }: { readonly tenantId: string; readonly loadId: string },
  make: () => Promise<{ uploadId: string }>,
): Promise<string> {
  for (let cuts = 0; cuts < 3; cuts++) {
    let isOver = false;
    const made = make()
      .then(
        ({ uploadId }) => uploadId,
        () => null,
      )
      .finally(() => {
        isOver = true;
      });
    await sleep(random.integer(0, 8));
    while (!isOver && (await cutHolder(`close-out ${tenantId} ${loadId}`)) === 0) await sleep(0);
    const uploadId = await made;
    const uploads = await ownerDatabase().upload.findMany({
      where: { closesOutId: loadId },
      select: { id: true, state: true },
    });
    if (uploadId !== null) {
      assert.deepEqual(uploads, [{ id: uploadId, state: "staged" }], "all of it");
      return uploadId;
    }
    assert.deepEqual(uploads, [], "nothing of what was cut stays");
    injected();
  }
  return (await make()).uploadId;
}

/** Ends the connection that holds this advisory lock; returns how many did. */
function cutHolder(lock: string): Promise<number> {
  return ownerDatabase().$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
      AND (classid::bigint << 32) | objid::bigint = hashtextextended(${lock}, 0)`;
}

interface CloseOut {
  readonly tenantId: string;
  readonly operation: string;
  readonly portfolioId: string;
  readonly uploadId: string;
  readonly staged: ReadonlyMap<string, string | null>;
}

/** Compares what we say of a close-out with what the CRM wrote. */
async function compare(
  { tenantId, operation, portfolioId, uploadId, staged }: CloseOut,
  { arena }: Stage,
): Promise<void> {
  const said = await ownerDatabase().record.findMany({
    where: { uploadId },
    select: { identification: true, state: true },
  });
  const rows = await ownerDatabase().snapshotDebtor.findMany({ where: { tenantId, portfolioId } });
  const snapshot = new Map(rows.map((row) => [row.identification, row]));
  const written = (await arena.control.ledger()).filter((one) => one.operation === operation);
  const last = new Map(written.map(({ identification, payload }) => [identification, payload]));
  for (const { identification, state } of said) {
    const isClosed = last.get(identification) === staged.get(identification);
    const row = snapshot.get(identification);
    if (state === "accepted") {
      assert.ok(isClosed, "accepted is in the CRM");
      assert.deepEqual([row?.state, row?.payload], ["closed", last.get(identification)]);
    } else if (state === "unconfirmed") assert.equal(row?.state, "uncertain");
    else {
      assert.ok(!isClosed, "what is not accepted is not in the CRM");
      assert.equal(row?.state, "gone");
    }
  }
  const marked = written.filter(({ payload }) => payload.includes('"total_balance":"0"'));
  const untouched = marked.filter(({ identification }) => !staged.has(identification));
  assert.deepEqual(untouched, [], "nobody else is closed");
  const elsewhere = await ownerDatabase().snapshotDebtor.count({
    where: {
      tenantId,
      portfolioId: { not: portfolioId },
      identification: { in: [...staged.keys()] },
      state: { in: ["live", "uncertain"] },
    },
  });
  assert.equal(elsewhere, 0, "debtors closed who live in another portfolio");
}
