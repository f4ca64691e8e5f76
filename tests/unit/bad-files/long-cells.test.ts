import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { afterAll, expect, it } from "vitest";

const reader = new URL("../../support/bad-files/read-long-cells.ts", import.meta.url);
let thread: Worker | null = null;
afterAll(() => thread?.terminate());

/** Texts that make a careless regular expression backtrack without end. Each is repeated in every cell. */
const repeated = [
  " ",
  "0",
  "9",
  "1 ",
  ".",
  "1.",
  ",",
  "1,000",
  "-",
  "- ",
  "(",
  "$",
  "/",
  "1/",
  ";",
  "a",
  "a@",
  "@a.",
  "a.",
  "'",
  "CC ",
  "+",
  "%",
  "\u00a0",
  "\u200b",
  "Ã",
  "º",
  "e",
  "1e",
  "de ",
];
it.for(repeated)("long cells of %j are read", async (sign, { signal }) => {
  thread ??= new Worker(reader, { execArgv: [] });
  const answer = once(thread, "message", { signal });
  thread.postMessage(sign);
  try {
    const [read] = await answer;
    expect(read.rowCount).toBeGreaterThan(0);
    expect(read.debtors).toBe(0);
  } catch (thrown) {
    // Still at work, or gone: the next sign gets another.
    await thread.terminate();
    thread = null;
    throw thrown;
  }
});
