import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "portal-runners-"));
const log = join(folder, "log");
beforeEach(() => writeFileSync(log, ""));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const runners = new URL("../../support/running/runners.ts", import.meta.url).href;
/** Lives for ever, until nobody listens to it. */
const runner = `
  import { onParentGone } from ${JSON.stringify(runners)};
  const living = setInterval(() => undefined, 1_000);
  onParentGone(() => setTimeout(() => { console.log("cleared away"); clearInterval(living); }, 50));
  process.send("begun");`;
const run = `
  import { openSync } from "node:fs";
  import { interrupt, startRunner } from ${JSON.stringify(runners)};
  const child = startRunner(process.cwd(), openSync(${JSON.stringify(log)}, "a"), ["--input-type=module", "-e", ${JSON.stringify(runner)}]);
  child.once("message", () => console.log("begun"));
  child.once("exit", () => process.exit(3));
  process.on("SIGINT", () => void interrupt());`;

test.each([
  // The shell's group is not the runner's: what the terminal sends, this process passes on.
  ["SIGINT", 3],
  ["SIGKILL", null],
] as const)("what a run has started clears up and ends after %s", async (signal, code) => {
  const started = spawn(process.execPath, ["--input-type=module", "-e", run], { stdio: ["ignore", "pipe", "inherit"] });
  await once(started.stdout, "data");
  const ended = once(started, "exit");
  started.kill(signal);
  expect((await ended)[0]).toBe(code);
  await expect.poll(() => readFileSync(log, "utf8")).toContain("cleared away");
});
