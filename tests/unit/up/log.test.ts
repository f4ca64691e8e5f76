import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { startChild } from "#lib/up/child.ts";
import { keptLogBytes, lastLines, logFileIn } from "#lib/up/log.ts";
import { isStillRunning, knownProcess } from "#lib/up/running-file.ts";
import { limitMs } from "#tests/support/limit.ts";

const folder = mkdtempSync(join(tmpdir(), "portal-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

let log = "";
let count = 0;
beforeEach(() => {
  log = logFileIn(join(folder, String(++count)), "portal");
});

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const textOf = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "");
const logged = () => [`${log}.2`, `${log}.1`, log].map(textOf).join("");
/** Whole lines of 200 bytes, numbered from 0, and nothing else. */
const numbered = (lines: number) => Array.from({ length: lines }, (_, n) => `${String(n).padEnd(199, ".")}\n`).join("");

function child(script: string) {
  const file = join(folder, `${count}.mjs`);
  writeFileSync(file, script);
  return startChild("portal", [file], { NODE_ENV: "production" }, log);
}

it("is its owner's alone, whatever the umask, a new one and one from before", async () => {
  const umask = process.umask(0);
  const old = join(folder, "old");
  const logs = join(old, "logs");
  try {
    const other = logFileIn(old, "other");
    for (const path of [other, `${other}.1`]) writeFileSync(path, "of before\n", { mode: 0o644 });
    for (const path of [logs, other, `${other}.1`]) chmodSync(path, 0o755);
    logFileIn(old, "other");
    await startChild("other", ["--eval", ""], { NODE_ENV: "production" }, other).ended;
    await child("console.log('new')").ended;
    expect([logs, other, `${other}.1`].map(modeOf)).toEqual(["700", "600", "600"]);
    expect([join(log, ".."), log].map(modeOf)).toEqual(["700", "600"]);
    expect([textOf(other), textOf(log)]).toEqual(["of before\n", "new\n"]);
  } finally {
    process.umask(umask);
  }
});

it("is rotated while its process runs, without a line lost or torn, however fast it writes and ends", async () => {
  // Passes the limit twice in one go, by both outputs, and ends without waiting for what is still to be written.
  const lines = Math.ceil((2.2 * keptLogBytes) / 200);
  const { ended } = child(`for (let n = 0; n < ${lines}; n++) {
    const line = String(n).padEnd(199, ".");
    n % 2 ? console.log(line) : console.error(line);
  }
  process.exit(0);`);
  await ended;
  expect(logged() === numbered(lines)).toBe(true);
  for (const old of [1, 2]) {
    expect(statSync(`${log}.${old}`).size).toBeLessThan(1.1 * keptLogBytes);
    expect(modeOf(`${log}.${old}`)).toBe("600");
  }
});

it("keeps two older ones", async () => {
  for (const old of ["first", "second", "third"]) {
    writeFileSync(log, `${old}\n`.padEnd(keptLogBytes + 1, "."));
    await child("console.log('the last line')").ended;
  }
  expect(textOf(log)).toBe("");
  const older = [1, 2].map((old) => textOf(`${log}.${old}`));
  expect(older.map((text) => text.split("\n")[0])).toEqual(["third", "second"]);
  for (const text of older) expect(text.endsWith(".the last line\n")).toBe(true);
  expect(existsSync(`${log}.3`)).toBe(false);
});

it("shows the last lines of a process that ended just after it was rotated", async () => {
  writeFileSync(log, "before\n".padStart(keptLogBytes + 1, "\n"));
  await child("console.log('the reason')").ended;
  expect(lastLines(log, 2)).toBe("  before\n  the reason");
});

it("goes on and is rotated when `up` is killed", async () => {
  // `up` here is a process that starts a child as `up` does, and is killed with SIGKILL while the child writes.
  const up = spawn(
    process.execPath,
    ["--input-type=module", "--eval", upAround(`${process.cwd()}/lib/up/child.ts`, writesOnRequest())],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const pid = Number(await firstLineOf(up));
  const left = knownProcess("left", pid);
  const ended = new Promise((resolve) => up.once("exit", resolve));
  up.kill("SIGKILL");
  await ended;
  await vi.waitUntil(() => textOf(log) === "ready\n", { timeout: limitMs, interval: 50 });
  process.kill(pid, "SIGUSR2");
  await vi.waitUntil(() => logged().endsWith("the end\n"), { timeout: limitMs, interval: 50 });
  expect(isStillRunning(left)).toBe(true);
  expect(logged() === `ready\n${numbered(linesOnRequest)}the end\n`).toBe(true);
  expect(existsSync(`${log}.1`)).toBe(true);
  process.kill(pid, "SIGKILL");
});

const linesOnRequest = Math.ceil((1.5 * keptLogBytes) / 200);

function writesOnRequest(): string {
  const file = join(folder, "on-request.mjs");
  writeFileSync(
    file,
    `setInterval(() => {}, 1000);
    process.once("SIGUSR2", () => {
      for (let n = 0; n < ${linesOnRequest}; n++) process.stdout.write(String(n).padEnd(199, ".") + "\\n");
      console.error("the end");
    });
    console.log("ready");`,
  );
  return file;
}

function upAround(startsChildren: string, script: string): string {
  return `const { startChild } = await import(${JSON.stringify(startsChildren)});
    const child = startChild("left", [${JSON.stringify(script)}], { NODE_ENV: "production" }, ${JSON.stringify(log)});
    console.log(child.process.pid);`;
}

function firstLineOf({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => stdout?.once("data", (data) => resolve(String(data))));
}
