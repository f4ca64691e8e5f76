import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { SerializedError, UserConsoleLog } from "vitest";
import type { Reporter, TestCase, TestModule, TestSpecification, TestSuite, Vitest } from "vitest/node";
import { onParentGone } from "./runners.ts";
import { tellParent } from "./told.ts";

/** Tells how many files are done and which tests failed; prints only what the tests print. */
export default class VitestReporter implements Reporter {
  #root = process.cwd();
  #total = 0;
  #done = 0;
  #passed = 0;

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

  onTestCaseResult(test: TestCase): void {
    const { state, errors = [] } = test.result();
    if (state === "passed") this.#passed += 1;
    if (state === "failed") this.#fail(test.module.moduleId, test.location?.line ?? null, test.fullName, errors);
  }

  /** Its own errors are those of hooks. */
  onTestSuiteResult(suite: TestSuite): void {
    const errors = suite.errors();
    if (errors.length > 0) this.#fail(suite.module.moduleId, suite.location?.line ?? null, suite.fullName, errors);
  }

  onTestModuleEnd(module: TestModule): void {
    const errors = module.errors();
    if (errors.length > 0) this.#fail(module.moduleId, null, "(the file)", errors);
    const { duration, prepareDuration, environmentSetupDuration, collectDuration, setupDuration } = module.diagnostic();
    const ms = duration + prepareDuration + environmentSetupDuration + collectDuration + setupDuration;
    tellParent({ file: relative(this.#root, module.moduleId), seconds: ms / 1000 });
    this.#done += 1;
    this.#tell();
  }

  onTestRunEnd(_: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const error of unhandled) this.#fail(null, null, "(after the tests)", [error]);
  }

  #tell(): void {
    tellParent({ done: this.#done, total: this.#total, passed: this.#passed });
  }

  #fail(moduleId: string | null, line: number | null, name: string, errors: readonly SerializedError[]): void {
    const file = moduleId === null ? "" : relative(this.#root, moduleId);
    const text = errors.map((error) => textOf(error, this.#root)).join("\n");
    tellParent({ failed: { file, line, name, text } });
    console.log(`failed: ${file} ${name}\n${text}`);
  }
}

function textOf({ name, message, diff, stack }: SerializedError, root: string): string {
  const frames = String(stack ?? "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at ") && line.includes(root) && !line.includes("node_modules"))
    .map((line) => line.replaceAll("file://", "").replaceAll(`${root}/`, ""));
  const lines = [`${name ?? "Error"}: ${message}`, ...(typeof diff === "string" ? [diff] : []), ...frames.slice(0, 4)];
  return stripVTControlCharacters(lines.join("\n"));
}
