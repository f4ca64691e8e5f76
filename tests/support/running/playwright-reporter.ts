import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from "@playwright/test/reporter";
import { onParentGone } from "./runners.ts";
import { tellParent } from "./told.ts";

/** Tells how many browser tests are done and which failed; prints a line for each, for the step's log. */
export default class PlaywrightReporter implements Reporter {
  #total = 0;
  #done = 0;
  #passed = 0;
  /** Files that cannot be loaded: if there is one, no test runs. */
  #unreadable = 0;
  /** Whether tests run, or what has been said stands for all of them. */
  #isAllSaid = false;
  readonly #seconds = new Map<string, number>();

  onBegin(_: FullConfig, suite: Suite): void {
    this.#total = suite.allTests().length;
    // Of no tests if Playwright gave up before them.
    if (this.#total > 0) this.#isAllSaid = true;
    // As Ctrl-C does: it stops its tests and what it has started for all of them.
    onParentGone(() => process.kill(process.pid, "SIGINT"));
    this.#tell();
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const file = relative(process.cwd(), test.location.file);
    const name = test.titlePath().slice(3).join(" › ");
    this.#seconds.set(file, (this.#seconds.get(file) ?? 0) + result.duration / 1000);
    this.#done += 1;
    const isGood = test.outcome() === "expected" && result.status !== "skipped";
    if (isGood) this.#passed += 1;
    console.log(`${result.status.padEnd(9)} ${(result.duration / 1000).toFixed(1).padStart(6)} s  ${file} ${name}`);
    if (test.outcome() === "unexpected" || test.outcome() === "flaky") {
      const shots = result.attachments.flatMap(({ path }) =>
        path === undefined ? [] : [relative(process.cwd(), path)],
      );
      const text = [...result.errors.map(textOf), ...shots].join("\n");
      tellParent({ failed: { file, line: test.location.line, name, text } });
      console.log(text);
    }
    this.#tell();
  }

  /** Outside any test: a file that cannot be loaded, the global setup. */
  onError(error: TestError): void {
    // Follows from the files that could not be loaded.
    if (this.#unreadable > 0 && /No tests found/.test(error.message ?? "")) this.#isAllSaid = true;
    else this.#failOutside(error);
  }

  onEnd(): void {
    if (this.#unreadable > 0 && !this.#isAllSaid)
      tellParent({
        failed: {
          file: "",
          line: null,
          name: "the other files did not run",
          text: "None runs while one cannot be loaded.",
        },
      });
    for (const [file, seconds] of this.#seconds) tellParent({ file, seconds });
  }

  #failOutside(error: TestError): void {
    const place = error.location === undefined ? "" : relative(process.cwd(), error.location.file);
    const isTest = place.endsWith(".spec.ts");
    if (isTest) this.#unreadable += 1;
    else this.#isAllSaid = true;
    const text = textOf(error);
    tellParent({ failed: { file: isTest ? place : "", line: null, name: place || "(outside the tests)", text } });
    console.log(text);
  }

  #tell(): void {
    tellParent({ done: this.#done, total: this.#total, passed: this.#passed });
  }
}

function textOf({ message, value, snippet, location }: TestError): string {
  const place = location === undefined ? [] : [`at ${relative(process.cwd(), location.file)}:${location.line}`];
  return stripVTControlCharacters(
    [message ?? value ?? "", ...(snippet === undefined ? [] : [snippet]), ...place].join("\n"),
  );
}
