import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { projectRoot } from "#lib/up/settings.ts";
import { changedFiles, readers } from "#tests/support/changed-files.ts";

test.each(readers)("%s and %s, which reads it, both exist", (sources, reader) => {
  expect(globSync(sources, { cwd: projectRoot }).length).toBeGreaterThan(0);
  expect(existsSync(join(projectRoot, reader))).toBe(true);
});

describe("changed files", () => {
  let folder: string;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.com", ...args], { cwd: folder });
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "portal-changed-"));
    git("init", "--quiet", "--initial-branch", "main");
    write("a año.txt", "1");
    write("gone.txt", "1");
    git("add", ".");
    git("commit", "--quiet", "-m", "first");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("include changed, staged and new files, not deleted ones", () => {
    expect(changedFiles(folder, "HEAD")).toEqual([]);
    write("a año.txt", "2");
    write("new.txt", "1");
    write("staged.txt", "1");
    git("add", "staged.txt");
    rmSync(join(folder, "gone.txt"));
    expect(changedFiles(folder, "HEAD").sort()).toEqual(["a año.txt", "new.txt", "staged.txt"]);
  });

  it("include this branch's commits, not the other's", () => {
    git("checkout", "--quiet", "-b", "mine");
    write("mine.txt", "1");
    git("add", ".");
    git("commit", "--quiet", "-m", "mine");
    git("checkout", "--quiet", "main");
    write("theirs.txt", "1");
    git("add", ".");
    git("commit", "--quiet", "-m", "theirs");
    git("checkout", "--quiet", "mine");
    expect(changedFiles(folder, "main")).toEqual(["mine.txt"]);
  });

  it("include the tests that read them by path", () => {
    write("lib/services/x.ts", "");
    expect(changedFiles(folder, "HEAD")).toEqual(
      expect.arrayContaining(["lib/services/x.ts", "tests/integration/services/access.test.ts"]),
    );
  });
});
