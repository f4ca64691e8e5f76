import { afterAll, expect, test } from "vitest";
import { remindOfTenantWork } from "#lib/queue/tenant-work.ts";
import { readMetrics } from "#lib/services/operations/read-metrics.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { killWorkers, startWorkerProcess } from "#tests/support/runs/worker-process.ts";

const metricsToken = "a-token-that-is-long-enough";
const { staged } = await runStage({ env: { METRICS_TOKEN: metricsToken }, hasWorker: false });
afterAll(killWorkers);

const [name, secret] = ["Ana Rojas Peña", "wvx-secreto-9f3c"];

/** From now on the database refuses to begin a run, with a message that quotes private values. */
async function refuseRuns(): Promise<void> {
  await ownerDatabase().$executeRawUnsafe(`
    CREATE FUNCTION refuse_run() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'no run for "${name}" with the token "${secret}"'; END $$`);
  await ownerDatabase().$executeRaw`
    CREATE TRIGGER refuse_run BEFORE UPDATE ON "Upload" FOR EACH ROW
    WHEN (OLD.state = 'queued' AND NEW.state = 'running') EXECUTE FUNCTION refuse_run()`;
}

/** The failed jobs, complete, as the queue stores them. */
async function failedJobs(): Promise<string> {
  const jobs = await ownerDatabase().$queryRaw<{ kept: string }[]>`
    SELECT j::text AS kept FROM pgboss.job j WHERE name = 'tenant-work' AND output IS NOT NULL`;
  return jobs.map((job) => job.kept).join("\n");
}

async function jobStates(): Promise<string[]> {
  const jobs = await ownerDatabase().$queryRaw<{ state: string }[]>`
    SELECT state::text FROM pgboss.job WHERE name = 'tenant-work' AND state IN ('created', 'retry', 'active')`;
  return jobs.map((job) => job.state);
}

function linesOf(log: string): Record<string, unknown>[] {
  // The last line may be incomplete.
  return log
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

async function failing(): Promise<number | undefined> {
  const metrics = await readMetrics(metricsToken);
  return metrics.find((metric) => metric.name === "portal_jobs_failing")?.samples[0]?.value;
}

test("a failed job logs its cause without private values", async () => {
  const { supervisor, tenantId, uploadId } = await staged(4);
  await refuseRuns();
  await confirmUpload(supervisor, { uploadId });
  expect(await failing()).toBe(0);
  const worker = await startWorkerProcess();
  const told = () => linesOf(worker.log()).filter((line) => line.msg === "a tenant's work failed");
  await expect.poll(() => told().length).toBeGreaterThanOrEqual(2);
  expect(await failing()).toBeGreaterThanOrEqual(1);
  expect(told()[0]).toMatchObject({ tenantId, err: { code: "P2010" } });
  // The sweep sees unfinished work, but adds no job while this one waits for its retry.
  await expect.poll(jobStates).toEqual(["retry"]);
  await remindOfTenantWork(tenantId);
  expect(await jobStates()).toHaveLength(1);
  const kept = await failedJobs();
  expect(kept).toContain("the worker's log says why");
  for (const value of [name, secret]) {
    expect(worker.log()).not.toContain(value);
    expect(kept).not.toContain(value);
  }

  await ownerDatabase().$executeRaw`DROP TRIGGER refuse_run ON "Upload"`;
  expect((await waitForUpload(supervisor, uploadId, ["finished"])).groups.accepted.debtors).toBe(4);
  await worker.end("SIGTERM");
});
