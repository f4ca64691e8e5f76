import { expect, test } from "vitest";
import { lockRoot } from "#lib/database/batches/give-back.ts";
import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { lockTenant } from "#lib/database/tenants/tenants.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { explainStops } from "#tests/support/comparison/portfolio-load.ts";
import { steppedPortfolio } from "#tests/support/comparison/stepped-portfolio.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const { host } = await runStage({ hasWorker: false });

/** Goes on once somebody waits for a transaction. */
async function waitedFor(tx: Transaction) {
  const [{ pid } = { pid: 0 }] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  const waiting = () =>
    ownerDatabase().$queryRaw`SELECT FROM pg_locks WHERE NOT granted AND ${pid}::int = ANY(pg_blocking_pids(pid))`;
  await expect.poll(waiting).toHaveLength(1);
}

// A cancel locks the upload, then its debtors. Confirming writes debtors whose values another upload brings meanwhile.
test("confirming writes no debtor of an upload that a cancel has locked", async () => {
  const { supervisor, tenantId, stage, confirm } = await steppedPortfolio(host);
  const address = 4;
  const rows = makePortfolio(6);
  const first = await stage(rows.map((row) => row.with(address, `Calle ${row[0]}`)));
  const uploadId = await stage(rows.map((row) => row.with(address, "")));
  await confirm(first);
  await explainStops(supervisor, uploadId);
  const confirmed = await withTransaction(tenantId, async (cancel) => {
    const begun = await withTransaction(tenantId, async (tx) => {
      await lockTenant(tx, tenantId);
      const confirming = confirmUpload(supervisor, { uploadId });
      await waitedFor(tx);
      await lockRoot(cancel, tenantId, uploadId);
      return { confirming };
    });
    await waitedFor(cancel);
    await cancel.$executeRaw`
      UPDATE "Record" SET reason = reason WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid`;
    return begun;
  });
  await confirmed.confirming;
  const upload = await showUpload(supervisor, { uploadId });
  expect(upload.state).toBe("queued");
  expect(upload.keptValues).not.toEqual({});
});
