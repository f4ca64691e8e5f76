import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "#lib/up/settings.ts";
import { startRunner } from "#tests/support/running/runners.ts";
import { type Told, toldSchema } from "#tests/support/running/told.ts";
import { warningsFile } from "#tests/support/warnings/reported-warnings.ts";

const folder = mkdtempSync(join(tmpdir(), "portal-reporter-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const support = join(projectRoot, "tests/support");
const testing = `import { expect, test } from "vitest";`;
const files = {
  "vitest.config.mjs": `
    const common = { pool: "forks", isolate: false, includeTaskLocation: true };
    const strict = { ...common, name: "strict", include: ["strict/*"], setupFiles: [${JSON.stringify(`${support}/warnings/warnings-are-errors.ts`)}] };
    const plain = { ...common, name: "plain", include: ["plain/*"] };
    // One worker of one project is given all of its files at once.
    const first = ["plain/lost", "plain/short", "unreadable", "caused", "killed", "after", "strict/lost"];
    const place = ({ moduleId }) => first.findIndex((name) => moduleId.includes(name));
    class Sequencer {
      shard(files) { return files; }
      sort(files) { return files.toSorted((a, b) => place(a) - place(b)); }
    }
    export default { test: { maxWorkers: 1, sequence: { sequencer: Sequencer }, projects: [{ test: strict }, { test: plain }] } };`,
  "strict/lost.test.ts": `${testing}
    test("loses an error", () => void Promise.reject(new Error("lost here")));`,
  "plain/lost.test.ts": `${testing}
    test("loses an error", () => void Promise.reject(new Error("lost there")));
    test("fails", () => expect(1).toBe(2));`,
  "plain/short.test.ts": `${testing}
    test("loses two errors", () => { for (const text of ["", "one"]) void Promise.reject(new Error(text)); });
    test("fails", () => { throw new Error("one of three"); });`,
  "plain/killed.test.ts": `${testing}
    test("is fine", () => undefined);
    test("kills its process", () => process.kill(process.pid, "SIGKILL"));`,
  "plain/after.test.ts": `${testing}
    test("does not run", () => undefined);`,
  "plain/unreadable.test.ts": `${testing}
    import "./nowhere.ts";`,
  "plain/unproved.test.ts": `${testing}
    test("is skipped as it runs", (context) => { context.skip(); expect(1).toBe(2); });
    test("is tried again", { retry: 2 }, () => expect(1).toBe(1));
    test.todo("is to come");
    test.runIf(false)("is not of this run", () => expect(1).toBe(2));`,
  "plain/caused.test.ts": `${testing}
    test("wraps", () => { throw new Error("outside", { cause: new Error("inside") }); });`,
};

const told: Told[] = [];
const warnings = warningsFile();
afterAll(() => warnings.discard());
beforeAll(async () => {
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const args = ["node_modules/vitest/vitest.mjs", "run", `--reporter=${support}/running/vitest-reporter.ts`];
  const child = startRunner(folder, openSync(join(folder, "log"), "w"), args, warnings.env);
  child.on("message", (message) => told.push(toldSchema.parse(message)));
  await Promise.all([once(child, "exit"), once(child, "disconnect")]);
});

const failedIn = (file: string) =>
  told.flatMap((one) => ("failed" in one && one.failed.file === file ? [one.failed] : []));

test("an error that nobody caught is said once, of the file that lost it", () => {
  expect(failedIn("strict/lost.test.ts")).toMatchObject([{ line: 2, name: "loses an error" }]);
  expect(failedIn("strict/lost.test.ts")[0]?.text).toContain("lost here");
  expect(failedIn("plain/lost.test.ts")).toMatchObject([
    { line: 3, name: "fails" },
    {
      line: null,
      name: expect.stringContaining("plain/lost.test.ts"),
      text: expect.stringMatching(/^Error: lost there\n/),
    },
  ]);
});

test("an error that nobody caught is said though another failure has its words", () => {
  const first = failedIn("plain/short.test.ts").map(({ text }) => text.split("\n")[0]);
  expect(first.toSorted()).toEqual(["Error: ", "Error: one", "Error: one of three"]);
});

test("what is skipped or may be tried again is no proof", () => {
  expect(failedIn("plain/unproved.test.ts").map(({ name }) => name)).toEqual([
    "is skipped as it runs",
    "is tried again",
    "is to come",
  ]);
});

test("a file that cannot be loaded goes by its path", () => {
  expect(failedIn("plain/unreadable.test.ts")).toMatchObject([
    { line: null, name: "plain/unreadable.test.ts", text: expect.stringContaining("./nowhere.ts") },
  ]);
});

test("an error is said with its cause", () => {
  expect(failedIn("plain/caused.test.ts")[0]?.text).toMatch(/^Error: outside\n(.*\n)+Caused by Error: inside\n/);
});

test("a process that died is said of the file it ran, with what did not run because of it", () => {
  const [killed, ...others] = failedIn("plain/killed.test.ts");
  expect(killed).toMatchObject({ line: null, name: "plain/killed.test.ts" });
  expect(killed?.text).toMatch(/Caused by Error: Worker exited unexpectedly.*SIGKILL/);
  expect(others).toEqual([]);
  expect(failedIn("")).toMatchObject([{ line: null, name: "1 file did not run" }]);
});

test("a file's tests count while it runs", () => {
  expect(told.map((one) => ("done" in one ? one.done : null))).toContain(0.5);
});
