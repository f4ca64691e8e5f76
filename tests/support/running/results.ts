import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { projectRoot } from "#lib/up/settings.ts";

const folder = join(projectRoot, "test-results");

/** A file about the last run: logs, seconds by file, which tests failed. */
export function resultFile(name: string): string {
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}

export function logOf(step: string): string {
  return resultFile(`${step}.log`);
}

/** What a step printed last, and where the rest is. */
export function endOfLog(step: string, lines = 40): string {
  const file = logOf(step);
  const printed = existsSync(file)
    ? stripVTControlCharacters(readFileSync(file, "utf8")).trimEnd().split("\n").slice(-lines)
    : [];
  return [...printed, placeOfLog(step)].join("\n");
}

export const placeOfLog = (step: string) => `(all of it: test-results/${step}.log)`;
