import { once } from "node:events";
import { mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { projectRoot } from "#lib/up/settings.ts";
import { limitMs } from "#tests/support/limit.ts";
import { startRunner } from "#tests/support/running/runners.ts";
import { type Told, toldSchema } from "#tests/support/running/told.ts";

const folder = mkdtempSync(join(tmpdir(), "portal-loop-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a loop without end is ended and named", async () => {
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  const config = `export default { test: { pool: "forks", isolate: false, maxWorkers: 1, include: ["*.test.ts"] } };`;
  writeFileSync(join(folder, "vitest.config.mjs"), config);
  const loop = `import { test } from "vitest"; test("loops", () => { for (let at = 0; at >= 0; at++); });`;
  writeFileSync(join(folder, "loop.test.ts"), loop);
  const reporter = join(projectRoot, "tests/support/running/vitest-reporter.ts");
  const args = ["node_modules/vitest/vitest.mjs", "run", `--reporter=${reporter}`];
  const child = startRunner(folder, openSync(join(folder, "log"), "w"), args, { TEST_SILENCE_MS: "20000" });
  const told: Told[] = [];
  child.on("message", (message) => told.push(toldSchema.parse(message)));
  const [[code, signal]] = await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  expect([code, signal]).not.toEqual([0, null]);
  expect(told.flatMap((one) => ("failed" in one ? [one.failed.file] : []))).toContain("loop.test.ts");
  // Nobody is left in its process group.
  const kill = () => process.kill(-Number(child.pid), 0);
  await vi.waitFor(() => expect(kill).toThrow("ESRCH"), limitMs);
});
