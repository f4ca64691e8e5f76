import { execFileSync } from "node:child_process";
import { matchesGlob } from "node:path";

/**
 * Files that a test reads or starts by path, which no import shows: a change to `sources` counts as one to
 * `reader`.
 */
export const readers: readonly (readonly [sources: string, reader: string])[] = [
  ["lib/**/*.ts", "tests/support/runs/worker-process.ts"],
  ["{lib,app,components}/**/*.{ts,tsx}", "tests/unit/domain/outcome/states.test.ts"],
  ["lib/services/**/*.ts", "tests/integration/services/access.test.ts"],
  ["lib/services/**/*.ts", "tests/integration/services/any-input.test.ts"],
  ["prisma/**", "tests/support/database/integration-database.ts"],
  ["prisma/**", "tests/unit/database/migrations.test.ts"],
  ["{public/samples,prisma/demo}/**", "tests/support/portfolio/write-samples.ts"],
  ["tests/chaos/**", "tests/integration/chaos/interrupted.deep.test.ts"],
  ["tests/support/corpus/files/**", "tests/support/corpus/corpus-sheet.ts"],
  ["tests/support/corpus/files/**", "tests/unit/domain/mapping/layout.test.ts"],
  ["tests/unit/domain/headers/**", "tests/unit/domain/propose-mapping.test.ts"],
];

/**
 * The files that differ from a commit, committed or not, and the tests that read them by path. Throws if git
 * does not know the commit.
 */
export function changedFiles(root: string, commit: string): string[] {
  const git = (...args: string[]) => {
    const text = execFileSync("git", args, { cwd: root, encoding: "utf8" });
    return text.split("\0").filter((name) => name !== "");
  };
  const changed = [
    ...git("diff", "--name-only", "--diff-filter=d", "-z", "--merge-base", commit),
    ...git("ls-files", "--others", "--exclude-standard", "-z"),
  ];
  const touched = readers.filter(([sources]) => changed.some((file) => matchesGlob(file, sources)));
  return [...new Set([...changed, ...touched.map(([, reader]) => reader)])];
}
