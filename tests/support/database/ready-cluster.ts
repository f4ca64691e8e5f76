import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { startEmbeddedPostgres } from "#lib/up/embedded-postgres.ts";
import { findPostgresPlace } from "#lib/up/postgres-place.ts";

/** Makes a cluster once for a test file: what it returns puts a copy where a start will look for its data. */
export async function readyCluster(password: string): Promise<(data: string) => void> {
  const folder = mkdtempSync(join(tmpdir(), "portal-cluster-"));
  const options = { data: join(folder, "postgres"), logFile: join(folder, "log"), password };
  const { data: ready, stop } = await startEmbeddedPostgres(options);
  await stop();
  afterAll(() => {
    // Outside `folder` if the server's user cannot reach the programs there.
    for (const path of [ready, folder]) rmSync(path, { recursive: true, force: true });
  });
  return (data) => {
    execFileSync("cp", ["-a", ready, findPostgresPlace(data).data]);
  };
}
