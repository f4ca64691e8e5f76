import { spawnSync } from "node:child_process";
import pg from "pg";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { expectWarnings, refuseWarnings, takeWarnings } from "#tests/support/warnings/reported-warnings.ts";

const runNode = (script: string) => spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
/** An assertion that holds: what fails the test is not that it has none. */
const pass = (given: unknown) => expect([given]).toHaveLength(1);
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe("a test fails", () => {
  test.fails("with a warning of its process", () => pass(process.emitWarning("watch out")));

  test.fails("with what is written to console.error", () => pass(console.error("wrong")));

  test.fails("with what is written to console.warn", () => pass(console.warn("doubtful")));

  test.fails("with a warning of a process that it starts", () => pass(runNode(`process.emitWarning("watch out")`)));
});

describe("what fails a test", () => {
  test("is what React says in development", () => {
    expect(renderToStaticMarkup(<input value="fixed" />)).toContain("fixed");
    expectWarnings(/`value` prop to a form field without an `onChange` handler/);
  });

  test("is each query of a connection that has one under way, not the first of the process alone", async () => {
    for (const _ of ["first", "second"]) {
      const client = new pg.Client();
      for (const _ of ["under way", "meanwhile"]) client.query("SELECT 1", () => undefined);
      await nextTurn();
      expect(takeWarnings()).toMatchObject([{ text: expect.stringContaining("already executing a query") }]);
    }
  });

  test("is more listeners than Node finds sound, and a time that has passed", async () => {
    const script = `const one = new EventTarget(); setTimeout(() => undefined, -1);
      const many = new (require("node:events"))(); for (let n = 0; n < 11; n++) many.on("x", () => n);`;
    expect(runNode(script).status).toBe(0);
    expect(takeWarnings().map(({ text }) => text.slice(0, text.indexOf(":")))).toEqual([
      "TimeoutNegativeWarning",
      "MaxListenersExceededWarning",
    ]);
  });

  test.each([
    ["nobody catches", "throw new Error('lost')", 1, ["uncaught error"]],
    [
      "a promise has and nobody looks at",
      "Promise.reject(new Error('lost'))",
      1,
      ["unhandled rejection", "uncaught error"],
    ],
    [
      "a promise has and only the log is told",
      "process.on('unhandledRejection', () => 0); Promise.reject(new Error('lost'))",
      0,
      ["unhandled rejection"],
    ],
    [
      "a thread of its warns of",
      `new (require("node:worker_threads").Worker)(new URL("data:text/javascript,process.emitWarning(new Error('lost'))"))`,
      0,
      ["warning"],
    ],
  ])("is an error that %s", (_, script, status, kinds) => {
    expect(runNode(script).status).toBe(status);
    const taken = takeWarnings();
    expect(taken.map(({ kind }) => kind)).toEqual(kinds);
    for (const { text } of taken) expect(text).toContain("Error: lost");
  });

  test("is said with its process and its stack", () => {
    console.error("the first");
    console.error("the second");
    expect(() => refuseWarnings()).toThrow(/console\.error in .*vitest.*:\nthe first\nand 1 more/);
    expect(takeWarnings()).toEqual([]);
  });
});

test("a warning that is expected must come", () => {
  console.warn("this one");
  console.warn("another");
  expectWarnings(/this one/);
  expect(() => expectWarnings(/this one/)).toThrow("No warning was /this one/");
  expectWarnings(/another/);
});
