import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { isRunning, startChild } from "#lib/up/child.ts";
import { endLeftovers, isStillRunning, knownProcess } from "#lib/up/running-file.ts";
import { keepRunning } from "#lib/up/supervise.ts";
import { limitMs } from "#tests/support/limit.ts";

const patience = { timeout: limitMs };

const folder = mkdtempSync(join(tmpdir(), "portal-supervise-"));
afterAll(() => rmSync(folder, { recursive: true }));

function child(name: string, script: string) {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, script);
  return startChild(name, [file], { NODE_ENV: "production" }, join(folder, `${name}.log`));
}

const waits = "setInterval(() => {}, 1000); console.log('ready');";

it("restarts an ended process and reports its last output", async () => {
  const told: string[] = [];
  const kept = keepRunning(
    () => child("dies", "console.log('the reason'); process.exit(3)"),
    (line) => told.push(line),
    undefined,
    { now: () => 0, pause: async () => undefined },
  );
  const first = kept.current();
  await vi.waitUntil(() => kept.current() !== first, patience);
  await kept.stop();
  expect(told[0]).toContain("exit code 3");
  expect(told[0]).toContain("the reason");
});

it("stopping ends a child's children and restarts nothing", async () => {
  const script = `import { spawn } from "node:child_process";
    console.log(spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"]).pid);
    setInterval(() => {}, 1000);`;
  const kept = keepRunning(
    () => child("parent", script),
    () => undefined,
  );
  const log = join(folder, "parent.log");
  const grandchild = await vi.waitUntil(() => Number(readFileSync(log, "utf8").trim()), patience);
  const known = knownProcess("grandchild", grandchild);
  expect(isStillRunning(known)).toBe(true);
  await kept.stop();
  await vi.waitUntil(() => !isStillRunning(known), patience);
  expect(isRunning(kept.current())).toBe(false);
});

it("ends a killed start's processes, but no reused number's", async () => {
  const left = child("left", waits);
  const bystander = child("bystander", waits);
  const known = knownProcess("left", left.process.pid ?? 0);
  await endLeftovers([known, { ...knownProcess("other", bystander.process.pid ?? 0), startTime: "1" }]);
  expect(isStillRunning(known)).toBe(false);
  expect(isRunning(bystander)).toBe(true);
  bystander.process.kill("SIGKILL");
  await bystander.ended;
});
