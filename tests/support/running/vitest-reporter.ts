import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { SerializedError, UserConsoleLog } from "vitest";
import type { Reporter, TestCase, TestModule, TestSpecification, TestSuite, Vitest } from "vitest/node";
import { limitMs } from "../limit.ts";
import { onParentGone } from "./runners.ts";
import { tellParent } from "./told.ts";

/** Longer than a test, its hooks and what it leaves behind may take together. */
const silenceMs = Number(process.env.TEST_SILENCE_MS ?? 3 * limitMs);
/** For what a process of tests has started to be stopped and cleared away. */
const patienceMs = 60_000;

/** Tells how many files are done and which tests failed; prints only what the tests print. */
export default class VitestReporter implements Reporter {
  #root = process.cwd();
  #total = 0;
  #done = 0;
  #passed = 0;
  /** The files under way, with how much of each is done. */
  readonly #begun = new Map<string, { tests: number; done: number }>();
  /** What has been said of each file. */
  readonly #said = new Map<string, string>();
  #silence: NodeJS.Timeout | undefined;

  onInit(vitest: Vitest): void {
    this.#root = vitest.config.root;
    // Its tests would go on to the end of their files.
    onParentGone(() => process.kill(process.pid, "SIGTERM"));
  }

  onUserConsoleLog({ content }: UserConsoleLog): void {
    process.stdout.write(content);
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#total = specifications.length;
    this.#tell();
  }

  onTestModuleQueued({ moduleId }: TestModule): void {
    this.#begun.set(moduleId, { tests: 0, done: 0 });
  }

  onTestModuleCollected({ moduleId, children }: TestModule): void {
    const tests = [...children.allTests()].filter(({ options }) => options.mode === "run").length;
    this.#begun.set(moduleId, { tests, done: 0 });
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors = [] } = test.result();
    if (state === "passed") this.#passed += 1;
    // Lines that were not asked for are skipped, too, but not while they run.
    const { mode, retry } = test.options;
    if (state === "skipped" && mode !== "skip") this.#refuse(test, "It was skipped, which proves nothing.");
    if (retry !== undefined && retry !== 0) this.#refuse(test, "It may be tried again, which hides that it fails.");
    if (state === "failed") this.#fail(test.module.moduleId, test.location?.line ?? null, test.fullName, errors);
    const file = this.#begun.get(test.module.moduleId);
    if (file !== undefined && state !== "skipped") file.done += 1;
    this.#tell();
  }

  /** Its own errors are those of hooks. */
  onTestSuiteResult(suite: TestSuite): void {
    const errors = suite.errors();
    if (errors.length > 0) this.#fail(suite.module.moduleId, suite.location?.line ?? null, suite.fullName, errors);
  }

  onTestModuleEnd(module: TestModule): void {
    const errors = module.errors();
    const file = relative(this.#root, module.moduleId);
    if (errors.length > 0) this.#fail(module.moduleId, null, file, errors);
    const { duration, prepareDuration, environmentSetupDuration, collectDuration, setupDuration } = module.diagnostic();
    const ms = duration + prepareDuration + environmentSetupDuration + collectDuration + setupDuration;
    tellParent({ file, seconds: ms / 1000 });
    this.#begun.delete(module.moduleId);
    this.#done += 1;
    this.#tell();
  }

  #refuse(test: TestCase, why: string): void {
    this.#fail(test.module.moduleId, test.location?.line ?? null, test.fullName, [{ name: "Error", message: why }]);
  }

  /** A loop without end gives no turn to the limit of its test, and its process hears no request to end. */
  #endOfSilence(): void {
    const message = `Nothing has come of it for ${silenceMs / 1000} seconds: it hangs, and is ended.`;
    for (const path of this.#begun.keys())
      this.#fail(path, null, relative(this.#root, path), [{ name: "Error", message }]);
    setTimeout(() => process.kill(-process.pid, "SIGKILL"), patienceMs);
    process.kill(process.pid, "SIGTERM");
  }

  onTestRunEnd(_: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    clearTimeout(this.#silence);
    const elsewhere = [];
    for (const error of unhandled) {
      // Vitest notes what ran in the process when it came.
      const { VITEST_TEST_PATH: path, VITEST_TEST_NAME: test } = error;
      if (typeof path !== "string") elsewhere.push(error);
      // The setup of the tests may have made a failure of it already.
      else if (!this.#hasSaid(path, error))
        this.#fail(path, null, `${relative(this.#root, path)}${test === undefined ? "" : `, in or after "${test}"`}`, [
          error,
        ]);
    }
    // A process that died took with it the file that it ran, and those that were to come in it.
    for (const path of this.#begun.keys()) this.#fail(path, null, relative(this.#root, path), elsewhere);
    if (this.#begun.size === 0 && elsewhere.length > 0) this.#fail(null, null, "(outside the tests)", elsewhere);
    const notRun = this.#total - this.#done - this.#begun.size;
    if (notRun > 0) this.#fail(null, null, `${notRun} ${notRun === 1 ? "file" : "files"} did not run`, elsewhere);
  }

  /** By its first line, whole: a short message, or none, is in many another text. */
  #hasSaid(path: string, error: SerializedError): boolean {
    const [first = ""] = textOf(error, this.#root).split("\n");
    return this.#said.get(path)?.split("\n").includes(first) === true;
  }

  #tell(): void {
    clearTimeout(this.#silence);
    // Somebody who runs it by hand ends it by hand.
    if (process.connected) this.#silence = setTimeout(() => this.#endOfSilence(), silenceMs).unref();
    const begun = this.#begun.values().reduce((sum, { tests, done }) => sum + done / Math.max(1, tests), 0);
    tellParent({ done: this.#done + begun, total: this.#total, passed: this.#passed });
  }

  #fail(path: string | null, line: number | null, name: string, errors: readonly SerializedError[]): void {
    const file = path === null ? "" : relative(this.#root, path);
    const text = errors.map((error) => textOf(error, this.#root)).join("\n");
    if (path !== null) this.#said.set(path, `${this.#said.get(path) ?? ""}${text}\n`);
    tellParent({ failed: { file, line, name, text } });
    console.log(`failed: ${file} ${name}\n${text}`);
  }
}

/** An error with its causes, which may be in a circle. */
function textOf({ name, message, diff, stack, cause }: SerializedError, root: string, depth = 0): string {
  const frames = String(stack ?? "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at ") && line.includes(root) && !line.includes("node_modules"))
    .map((line) => line.replaceAll("file://", "").replaceAll(`${root}/`, ""));
  const because = cause?.message === undefined || depth > 3 ? [] : [`Caused by ${textOf(cause, root, depth + 1)}`];
  const lines = [`${name ?? "Error"}: ${message}`, ...(typeof diff === "string" ? [diff] : []), ...frames.slice(0, 4)];
  return stripVTControlCharacters([...lines, ...because].join("\n"));
}
