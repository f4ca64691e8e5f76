import pg from "pg";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { startWorkerProcess, type WorkerProcess } from "#tests/support/runs/worker-process.ts";
import type { SandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import { type PortfolioSize, stageBySql } from "./portfolio-by-sql.ts";
import { costOf, cpuMsOfTree } from "./process-cost.ts";
import { givePortfolio, type SnapshotSetup } from "./snapshot-by-sql.ts";

export interface Push extends PortfolioSize {
  readonly tenants: number;
  readonly callsAtOnce: number;
  readonly workers: number;
  readonly snapshot: SnapshotSetup;
}

export interface PushedThrough {
  readonly databasePid: number;
  readonly sandboxHost: string;
  readonly sandboxPid: number;
  readonly control: SandboxControl;
}

const lookMs = 100;

/**
 * Pushes one portfolio per tenant through workers that are already running; returns times, costs and memory.
 * `wallMs` runs from before the first confirmation until the last upload is finished; the workers do nothing
 * before that.
 */
export async function push(through: PushedThrough, { tenants, workers: count, callsAtOnce, snapshot, ...size }: Push) {
  const { databasePid, sandboxPid, control } = through;
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  const workers: WorkerProcess[] = [];
  try {
    const teams = [];
    for (let tenant = 0; tenant < tenants; tenant++) {
      const team = await makeTeam({ server: through.sandboxHost, batchSize: size.batchSize, callsAtOnce });
      const owner = { tenantId: team.tenantId, userId: team.supervisor.actor.userId };
      const uploadId = await stageBySql(client, owner, size);
      await givePortfolio(client, team.tenantId, uploadId, snapshot);
      teams.push({ supervisor: team.supervisor, uploadId });
    }
    await client.query("VACUUM ANALYZE");
    await client.query("CHECKPOINT");
    for (let worker = 0; worker < count; worker++) workers.push(await startWorkerProcess());
    const pids = workers.map(({ child }) => child.pid ?? 0);
    const costs = () => ({
      workers: pids.reduce((sum, pid) => sum + costOf(pid).cpuMs, 0),
      database: cpuMsOfTree(databasePid),
      sandbox: costOf(sandboxPid).cpuMs,
    });

    await control.reset();
    // As in the portal, where the plan is shown before the confirmation: reading it queries the token's calls
    // of the day, and the run reuses the answer.
    for (const { supervisor, uploadId } of teams) await planUpload(supervisor, { uploadId });
    const before = costs();
    const startedAt = Date.now();
    await Promise.all(teams.map(({ supervisor, uploadId }) => confirmUpload(supervisor, { uploadId })));
    const look = () => Math.max(...pids.map((pid) => costOf(pid).residentMb));
    const resident = [look()];
    const ids = teams.map(({ uploadId }) => uploadId);
    for (;;) {
      const open = await client.query(`SELECT 1 FROM "Upload" WHERE id = ANY($1) AND state <> 'finished' LIMIT 1`, [
        ids,
      ]);
      if (open.rowCount === 0) break;
      resident.push(look());
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
    const after = costs();
    const over = await client.query<{ finishedAt: Date; accepted: number; calls: number }>(
      `SELECT max("finishedAt") AS "finishedAt", sum("acceptedDebtors")::int AS accepted, sum("callsMade")::int AS calls
      FROM "Upload" WHERE id = ANY($1)`,
      [ids],
    );
    const { finishedAt, accepted, calls } = over.rows[0] ?? { finishedAt: new Date(0), accepted: 0, calls: 0 };
    const { debtorsApplied } = await control.summary();
    const debtors = tenants * size.debtors;
    if (accepted !== debtors || debtorsApplied !== debtors)
      throw new Error(`${accepted} accepted and ${debtorsApplied} written of ${debtors}`);
    const loads = (await control.requests()).filter(({ endpoint }) => endpoint === "massive_collections");
    return {
      calls,
      // By the sandbox's clock.
      callMs: loads.reduce((sum, { startedAt: at, endedAt }) => sum + (endedAt ?? at) - at, 0) / loads.length,
      wallMs: finishedAt.getTime() - startedAt,
      workerCpuMs: after.workers - before.workers,
      databaseCpuMs: after.database - before.database,
      sandboxCpuMs: after.sandbox - before.sandbox,
      ...memoryOver(resident),
    };
  } finally {
    await Promise.all(workers.map((worker) => worker.end("SIGTERM")));
    await client.end();
    await closeAll(5_000);
  }
}

/** The peak, and the means of the first and last third of the run: their difference shows growth. */
function memoryOver(resident: readonly number[]) {
  const third = Math.ceil(resident.length / 3);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    peakMb: Math.max(...resident),
    firstThirdMb: mean(resident.slice(0, third)),
    lastThirdMb: mean(resident.slice(-third)),
  };
}
