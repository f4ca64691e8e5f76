import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { isRunning, startChild } from "#lib/up/child.ts";
import { findFreePort } from "#lib/up/free-port.ts";
import { keepPostgres } from "#lib/up/keep-postgres.ts";
import { type Clock, keepUp } from "#lib/up/keep-up.ts";
import { keepRunning } from "#lib/up/supervise.ts";
import { readyCluster } from "#tests/support/database/ready-cluster.ts";
import { limitMs } from "#tests/support/limit.ts";

const patience = { timeout: limitMs };

const folder = mkdtempSync(join(tmpdir(), "portal-keep-up-"));
const placeCluster = await readyCluster("secret");
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

/** A clock by which every pause is over at once. */
const hurried: Clock = { now: () => 0, pause: () => setImmediate() };

/** A clock whose pauses last until a test ends them, or they are broken off. */
function heldClock() {
  const pauses: { ms: number; end: () => void }[] = [];
  let now = 0;
  const clock: Clock = {
    now: () => now,
    pause: (ms, signal) =>
      new Promise<void>((resolve) => {
        pauses.push({ ms, end: resolve });
        signal.addEventListener("abort", () => resolve());
      }),
  };
  return { clock, pauses, pass: (ms: number) => (now += ms) };
}

function keep(script: string, clock: Clock) {
  const file = join(folder, "child.mjs");
  writeFileSync(file, script);
  const told: string[] = [];
  const start = () => startChild("portal", [file], { NODE_ENV: "production" }, join(folder, "child.log"));
  const kept = keepRunning(start, (line) => told.push(line), undefined, clock);
  stops.push(kept.stop);
  return { kept, told, said: () => told.join("\n") };
}

async function postgres(clock: Clock) {
  const data = mkdtempSync(join(tmpdir(), "portal-keep-postgres-"));
  const told: string[] = [];
  const options = { data: join(data, "postgres"), logFile: join(data, "log"), password: "secret" };
  placeCluster(options.data);
  const kept = await keepPostgres(options, (line) => told.push(line), clock);
  const { server } = kept.current();
  stops.push(async () => {
    await kept.stop();
    rmSync(server.data, { recursive: true, force: true });
    rmSync(data, { recursive: true, force: true });
  });
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: server.url("postgres") });
    try {
      await client.connect();
      return (await client.query({ text: statement, rowMode: "array" })).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  return { kept, server, ask, said: () => told.join("\n") };
}

it("a crash loop pauses longer each time, and not after it was healthy", async () => {
  const { clock, pauses, pass } = heldClock();
  let crash: (why: string) => void = () => undefined;
  const start = () => ({
    ended: new Promise<string>((resolve) => {
      crash = resolve;
    }),
    stop: async () => crash("stopped"),
  });
  const told: string[] = [];
  const kept = keepUp({ name: "portal", first: start(), startAgain: start, tell: (line) => told.push(line), clock });
  stops.push(kept.stop);
  for (let round = 1; round <= 9; round++) {
    pass(round < 8 ? 60_000 : 60_001);
    crash("no disk");
    await vi.waitUntil(() => pauses.length === round, patience);
    const before = kept.current();
    pauses.at(-1)?.end();
    await vi.waitUntil(() => kept.current() !== before, patience);
  }
  expect(pauses.map(({ ms }) => ms / 1_000)).toEqual([1, 2, 4, 8, 16, 30, 30, 1, 1]);
  expect(told.slice(0, 2)).toEqual(["no disk\nStarting the portal again in 1 s.", "The portal was started again."]);
});

it("a crash loop says why, and can be stopped in a pause", async () => {
  const { clock, pauses } = heldClock();
  const { kept, told, said } = keep("console.log('no disk'); process.exit(3)", clock);
  await vi.waitUntil(() => pauses.length === 1, patience);
  pauses[0]?.end();
  await vi.waitUntil(() => pauses.length === 2, patience);
  expect(told.filter((line) => line.includes("exit code 3")).map((line) => /again in (\d+) s/.exec(line)?.[1])).toEqual(
    ["1", "2"],
  );
  expect(said()).toContain("no disk");
  // Nobody ends the pause: only a stop that breaks it off comes to its end, and with it all that could start again.
  const last = kept.current();
  await kept.stop();
  expect(kept.current()).toBe(last);
  expect(isRunning(last)).toBe(false);
});

it("a killed process restarts on its port once free", async () => {
  const port = await findFreePort();
  const { kept, said } = keep(
    `import { createServer } from "node:http";
    createServer((_, response) => response.end("here")).listen(${port}, "127.0.0.1");`,
    hurried,
  );
  const answer = () => fetch(`http://127.0.0.1:${port}`).then((response) => response.text());
  await vi.waitUntil(() => answer().catch(() => false), patience);
  // It may be up again before its port is taken.
  const release = await vi.waitUntil(async () => {
    kept.current().process.kill("SIGKILL");
    await kept.current().ended;
    return occupy(port).catch(() => null);
  }, patience);
  await vi.waitUntil(() => said().includes("EADDRINUSE"), patience);
  expect(said()).toContain("The portal ended (SIGKILL)");
  await release();
  await vi.waitUntil(() => answer().catch(() => false), patience);
});

it("a killed PostgreSQL restarts on its port with its data", async () => {
  const { kept, server, ask, said } = await postgres(hurried);
  await ask("create table kept as select 7 as n");
  server.process.kill("SIGKILL");
  await vi.waitUntil(() => kept.current().server !== server, patience);
  expect(await ask("select n from kept")).toEqual([[7]]);
  expect(said()).toMatch(
    /PostgreSQL ended \(SIGKILL\).*\nStarting the database again in 1 s\.\nThe database was started again\./,
  );
});

it("a PostgreSQL whose port is taken waits for it", async () => {
  const { clock, pauses } = heldClock();
  const { kept, server, ask, said } = await postgres(clock);
  server.process.kill("SIGKILL");
  await vi.waitUntil(() => pauses.length === 1, patience);
  // Its connections may hold the port a moment longer.
  const release = await vi.waitUntil(() => occupy(server.port).catch(() => null), patience);
  pauses[0]?.end();
  await vi.waitUntil(() => pauses.length === 2, patience);
  expect(said()).toContain(`something else uses its port ${server.port}`);
  await release();
  pauses[1]?.end();
  await vi.waitUntil(() => kept.current().server !== server, patience);
  expect(kept.current().server.port).toBe(server.port);
  expect(await ask("select 1")).toEqual([[1]]);
});

it.each(["the pause before", "the start of"])(
  "stopping during %s a restart leaves no PostgreSQL behind",
  async (when) => {
    const { clock, pauses } = heldClock();
    const { kept, server } = await postgres(clock);
    server.process.kill("SIGKILL");
    await vi.waitUntil(() => pauses.length === 1, patience);
    if (when === "the start of") {
      pauses[0]?.end();
      await setImmediate();
    }
    await kept.stop();
    expect(existsSync(join(server.data, "postmaster.pid"))).toBe(kept.current().server === server);
    await expect(new pg.Client({ connectionString: server.url("postgres") }).connect()).rejects.toThrow();
  },
);
