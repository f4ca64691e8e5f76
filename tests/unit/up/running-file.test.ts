import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { knownProcess, readRunning, workerSettings, writeRunning } from "#lib/up/running-file.ts";

const folder = mkdtempSync(join(tmpdir(), "portal-running-"));
afterAll(() => rmSync(folder, { recursive: true }));

const settings = {
  DATABASE_URL: "postgresql://x/y",
  DATABASE_WORKER_URL: "postgresql://w/y",
  SECRET_KEYS: "k:abc",
  WOLKVOX_EXTRA_HOSTS: "127.0.0.1:4100",
  WORKER_TENANTS: "4",
};

it("keeps only the settings a further worker needs", () => {
  const env = {
    ...settings,
    NEXTAUTH_SECRET: "canary",
    METRICS_TOKEN: "canary",
    DATABASE_STAGING_URL: "canary",
    AWS_SECRET_ACCESS_KEY: "canary",
    PATH: "/bin",
  };
  expect(workerSettings(env)).toEqual(settings);
});

it("is readable by its owner only, even when rewritten", () => {
  const file = join(folder, "running.json");
  writeFileSync(file, "{}");
  chmodSync(file, 0o644);
  const running = {
    url: "http://localhost:3000",
    ownerUrl: "postgresql://o/y",
    env: settings,
    up: knownProcess("up", process.pid),
    children: [],
  };
  writeRunning(folder, running);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readRunning(folder)).toEqual(running);
  expect(readFileSync(file, "utf8")).not.toContain("canary");
});
