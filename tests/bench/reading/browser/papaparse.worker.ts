import Papa from "papaparse";
import type { PageOutcome } from "./page.ts";

/** The worker's own scope, as far as it is used. */
interface Scope {
  addEventListener(type: "message", listener: (event: MessageEvent<File>) => void): void;
  postMessage(message: PageOutcome): void;
}

const scope: Scope = self;

scope.addEventListener("message", ({ data: file }) => {
  const started = performance.now();
  let rows = -1;
  Papa.parse<string[]>(file, {
    delimiter: ";",
    skipEmptyLines: true,
    chunk: ({ data }) => {
      rows += data.length;
    },
    complete: () => scope.postMessage({ ms: performance.now() - started, rows, longestGapMs: 0 }),
  });
});
