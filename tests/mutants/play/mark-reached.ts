import { appendFileSync } from "node:fs";

declare global {
  var markReached: ((site: number) => void) | undefined;
}

// Loaded into every process and thread of a run whose sources have marks: notes which test file first reached
// which mark. Written at once, because the process may be killed.
const file = process.env.REACHED_FILE;
const known = new Set<string>();

if (file !== undefined)
  globalThis.markReached = (site) => {
    const line = `${site}\t${process.env.REACHED_FROM ?? ""}\n`;
    if (known.has(line)) return;
    known.add(line);
    appendFileSync(file, line);
  };
