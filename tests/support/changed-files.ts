import { execFileSync } from "node:child_process";
import { matchesGlob } from "node:path";

/** What a test reads or starts by its path, which no import tells: a change of the one counts as a change of the other. */
export const readers: readonly (readonly [sources: string, reader: string])[] = [
  ["lib/**/*.ts", "tests/support/runs/worker-process.ts"],
  ["{lib,app,components}/**/*.{ts,tsx}", "tests/unit/domain/outcome/states.test.ts"],
  ["lib/services/**/*.ts", "tests/integration/services/access.test.ts"],
  ["lib/services/**/*.ts", "tests/integration/services/any-input.test.ts"],
  ["prisma/**", "tests/support/database/integration-database.ts"],
  ["prisma/**", "tests/unit/database/migrations.test.ts"],
  ["public/samples/**", "tests/support/portfolio/write-samples.ts"],
  ["tests/chaos/**", "tests/integration/chaos/interrupted.test.ts"],
  ["tests/support/corpus/files/**", "tests/support/corpus/corpus-sheet.ts"],
  ["tests/support/corpus/files/**", "tests/unit/domain/mapping/layout.test.ts"],
  ["tests/unit/domain/headers/**", "tests/unit/domain/propose-mapping.test.ts"],
];

/** The files that differ from a commit, committed since or not, with those that read them. Throws where git knows no such commit. */
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
