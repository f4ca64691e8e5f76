import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { isRunning, startChild } from "#lib/up/child.ts";
import { findFreePort } from "#lib/up/free-port.ts";
import { keepPostgres } from "#lib/up/keep-postgres.ts";
import { keepRunning } from "#lib/up/supervise.ts";

const folder = mkdtempSync(join(tmpdir(), "portal-keep-up-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function occupy(port: number) {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return () => new Promise((resolve) => server.close(resolve));
}

function keep(script: string) {
  const file = join(folder, "child.mjs");
  writeFileSync(file, script);
  const told: string[] = [];
  const start = () => startChild("portal", [file], { NODE_ENV: "production" }, join(folder, "child.log"));
  const kept = keepRunning(start, (line) => told.push(line));
  stops.push(kept.stop);
  return { kept, told, said: () => told.join("\n") };
}

async function postgres() {
  const data = mkdtempSync(join(tmpdir(), "portal-keep-postgres-"));
  const told: string[] = [];
  const options = { data: join(data, "postgres"), logFile: join(data, "log"), password: "secret" };
  const kept = await keepPostgres(options, (line) => told.push(line));
  const { server } = kept.current();
  stops.push(async () => {
    await kept.stop();
    rmSync(server.data, { recursive: true, force: true });
    rmSync(data, { recursive: true, force: true });
  });
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: server.url("postgres"), connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      return (await client.query({ text: statement, rowMode: "array" })).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  return { kept, server, ask, said: () => told.join("\n") };
}

it("a crash loop pauses longer each time and can be stopped", async () => {
  const { kept, told, said } = keep("console.log('no disk'); process.exit(3)");
  await vi.waitUntil(() => said().includes("again in 4 s"), { timeout: 15_000 });
  expect(told.filter((line) => line.includes("exit code 3")).map((line) => /again in (\d+) s/.exec(line)?.[1])).toEqual(
    ["1", "2", "4"],
  );
  expect(said()).toContain("no disk");
  const begunAt = performance.now();
  await kept.stop();
  expect(performance.now() - begunAt).toBeLessThan(1_000);
  const last = kept.current();
  expect(isRunning(last)).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  expect(kept.current()).toBe(last);
});

it("a killed process restarts on its port once free", async () => {
  const port = await findFreePort();
  const { kept, said } = keep(`import { createServer } from "node:http";
    createServer((_, response) => response.end("here")).listen(${port}, "127.0.0.1");`);
  const answer = () => fetch(`http://127.0.0.1:${port}`).then((response) => response.text());
  await vi.waitUntil(() => answer().catch(() => false), { timeout: 10_000 });
  kept.current().process.kill("SIGKILL");
  await kept.current().ended;
  const release = await occupy(port);
  await vi.waitUntil(() => said().includes("EADDRINUSE"), { timeout: 10_000 });
  expect(said()).toContain("The portal ended (SIGKILL)");
  await release();
  await vi.waitUntil(() => answer().catch(() => false), { timeout: 15_000 });
}, 40_000);

it("a killed PostgreSQL restarts on its port with its data", async () => {
  const { kept, server, ask, said } = await postgres();
  await ask("create table kept as select 7 as n");
  server.process.kill("SIGKILL");
  await vi.waitUntil(() => kept.current().server !== server, { timeout: 30_000 });
  expect(await ask("select n from kept")).toEqual([[7]]);
  expect(said()).toMatch(
    /PostgreSQL ended \(SIGKILL\).*\nStarting the database again in 1 s\.\nThe database was started again\./,
  );
}, 60_000);

it("a PostgreSQL whose port is taken waits for it", async () => {
  const { kept, server, ask, said } = await postgres();
  // On a busy machine it may be up again before its port is taken.
  const release = await vi.waitUntil(
    () => {
      kept.current().server.process.kill("SIGKILL");
      return occupy(server.port).catch(() => null);
    },
    { timeout: 20_000 },
  );
  await vi.waitUntil(() => said().includes(`something else uses its port ${server.port}`), { timeout: 20_000 });
  await release();
  await vi.waitUntil(() => kept.current().server !== server, { timeout: 30_000 });
  expect(kept.current().server.port).toBe(server.port);
  expect(await ask("select 1")).toEqual([[1]]);
}, 60_000);

it("stopping during a restart leaves no PostgreSQL behind", async () => {
  for (const waitMs of [100, 1_050]) {
    const { kept, server, said } = await postgres();
    server.process.kill("SIGKILL");
    await vi.waitUntil(() => said().includes("again in 1 s"), { timeout: 10_000 });
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await kept.stop();
    expect(existsSync(join(server.data, "postmaster.pid"))).toBe(kept.current().server === server);
    await expect(new pg.Client({ connectionString: server.url("postgres") }).connect()).rejects.toThrow();
  }
}, 60_000);
