import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Readable } from "node:stream";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "#lib/up/settings.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import { withoutDatabase } from "#tests/support/runs/processes.ts";
import { npmRun, npmStart } from "./npm-run.ts";

// Its data is in the project's folder: a copy of what it needs.
const root = mkdtempSync(join(tmpdir(), "portal-up-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const needed = ["app", "components", "lib", "prisma", "public", "tests/support", "package.json", "package-lock.json"];
const settings = ["next.config.js", "postcss.config.mjs", "tsconfig.json", ".next"];
const notOfTheBuild = [".next/cache", ".next/standalone"];

/** Resolves with what it has printed once that has `mark`; with all of it if it ends before. */
function printed(child: ChildProcessByStdio<null, Readable, Readable>, mark: string): Promise<string> {
  let out = "";
  return new Promise((resolve) => {
    const add = (chunk: unknown) => {
      out += String(chunk);
      if (out.includes(mark)) resolve(out);
    };
    for (const stream of [child.stdout, child.stderr]) stream.on("data", add);
    child.once("close", () => resolve(out));
  });
}

test("up: a person signs in at what it starts, a worker joins it, Ctrl-C ends all of it", async () => {
  // The database server's user must be able to enter the folder.
  chmodSync(root, 0o711);
  for (const name of [...needed, ...settings])
    cpSync(join(projectRoot, name), join(root, name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !notOfTheBuild.includes(relative(projectRoot, path)),
    });
  symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"));
  // It makes secrets of its own, where a test's settings are not.
  const own = { NEXTAUTH_SECRET: undefined, NEXTAUTH_URL: undefined, SECRET_KEYS: undefined, LOG_LEVEL: undefined };
  const beside = { root, env: { ...withoutDatabase(process.env), ...own } };
  const where = { root, env: { ...beside.env, PORT: "0" } };

  const up = npmStart("up", [], where);
  const ended = once(up, "exit");
  onTestFinished(async () => {
    up.kill("SIGINT");
    await ended;
  });
  const out = await printed(up, "Ctrl-C stops everything");
  expect(out).not.toContain("Building");
  const [, url = ""] = /is ready after \d+ s: {2}(\S+)/.exec(out) ?? [];
  const [, email = "", password = ""] = /^ {2}supervisor +(\S+) +(\S+)$/m.exec(out) ?? [];
  const browser = await PortalClient.signIn(url, email, password);
  expect((await browser.get("/uploads")).status).toBe(200);

  const again = await npmRun("up", [], where);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining(url) });

  const worker = npmStart("worker", [], beside);
  const workerEnded = once(worker, "exit");
  const [, log = ""] = /its log is (\S+)\. Ctrl-C/.exec(await printed(worker, "Ctrl-C stops it")) ?? [];
  await expect.poll(() => readFileSync(log, "utf8")).toContain("worker started");
  worker.kill("SIGINT");
  expect(await workerEnded).toEqual([0, null]);

  up.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
  expect(existsSync(join(root, ".data/running.json"))).toBe(false);
  await expect(fetch(url)).rejects.toThrow();
});
