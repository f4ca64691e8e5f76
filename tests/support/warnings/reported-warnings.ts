import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const reportedWarning = z.object({ kind: z.string(), text: z.string(), by: z.string() });
type ReportedWarning = z.infer<typeof reportedWarning>;

const preload = new URL("./report-warnings.mjs", import.meta.url).href;

/** A file for what the processes report that get this environment. `discard` deletes it. */
export function warningsFile(): { readonly env: Readonly<Record<string, string>>; discard(): void } {
  const folder = mkdtempSync(join(tmpdir(), "portal-warnings-"));
  const given = process.env.NODE_OPTIONS ?? "";
  const options = given.includes(preload) ? given : `${given} --import=${preload}`.trim();
  return {
    env: { PORTAL_TEST_WARNINGS: join(folder, "reported"), NODE_OPTIONS: options },
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What has been reported since the last call. */
export function takeWarnings(file = process.env.PORTAL_TEST_WARNINGS ?? ""): readonly ReportedWarning[] {
  const taken = `${file}.taken`;
  try {
    renameSync(file, taken);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  const lines = readFileSync(taken, "utf8").trimEnd().split("\n");
  return lines.map((line) => reportedWarning.parse(JSON.parse(line)));
}

/** Fails with everything that has been reported since the last call, except for what is `allowed` to come. */
export function refuseWarnings(file?: string, allowed?: RegExp): void {
  const [first, ...others] = takeWarnings(file).filter(({ text }) => allowed?.test(text) !== true);
  if (first === undefined) return;
  const more = others.length === 0 ? "" : `\nand ${others.length} more`;
  throw new Error(`A warning is an error. ${first.kind} in ${first.by}:\n${first.text}${more}`);
}

/** For a test of what goes wrong: takes the warnings that match, and fails if there is none. */
export function expectWarnings(pattern: RegExp): void {
  const taken = takeWarnings();
  const others = taken.filter(({ text }) => !pattern.test(text));
  for (const other of others) appendFileSync(process.env.PORTAL_TEST_WARNINGS ?? "", `${JSON.stringify(other)}\n`);
  if (others.length === taken.length) throw new Error(`No warning was ${pattern}`);
}
