import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A checkout of its own in which sources can be flipped without touching anybody's work. */
export class Scratch {
  readonly root: string;
  readonly #origin: string;

  private constructor(root: string, origin: string) {
    this.root = root;
    this.#origin = origin;
  }

  /** Of the commit that `origin` has, with its packages. One that an interrupted run left there is used again. */
  static open(root: string, origin: string): Scratch {
    const scratch = new Scratch(root, origin);
    refuseTaken(root);
    const commit = commitOf(origin);
    if (existsSync(join(root, ".git"))) {
      git(root, "checkout", "--quiet", "--force", "--detach", commit);
      git(root, "clean", "--quiet", "--force", "-d");
    } else {
      rmSync(root, { recursive: true, force: true });
      git(origin, "worktree", "prune");
      git(origin, "worktree", "add", "--quiet", "--detach", root, commit);
    }
    const packages = (folder: string) => join(folder, "node_modules/.package-lock.json");
    if (!existsSync(packages(root)) || !readFileSync(packages(root)).equals(readFileSync(packages(origin))))
      linkPackages(join(origin, "node_modules"), join(root, "node_modules"));
    const own = "tests/mutants/play";
    cpSync(join(import.meta.dirname, "play"), join(root, own), { recursive: true });
    mkdirSync(join(root, ".data"), { recursive: true });
    writeFileSync(join(root, takenBy), String(process.pid));
    return scratch;
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }

  has(file: string): boolean {
    return existsSync(join(this.root, file));
  }

  /** Writes changed sources, does the work, and puts the sources back. */
  async with<T>(changed: ReadonlyMap<string, string>, work: () => Promise<T>): Promise<T> {
    const before = new Map([...changed.keys()].map((file) => [file, this.read(file)]));
    const write = (texts: ReadonlyMap<string, string>) => {
      for (const [file, text] of texts) writeFileSync(join(this.root, file), text);
    };
    try {
      write(changed);
      return await work();
    } finally {
      write(before);
    }
  }

  remove(): void {
    git(this.#origin, "worktree", "remove", "--force", this.root);
  }
}

const takenBy = ".data/mutants.pid";

function refuseTaken(root: string): void {
  const file = join(root, takenBy);
  if (!existsSync(file)) return;
  const pid = readFileSync(file, "utf8");
  try {
    process.kill(Number(pid), 0);
  } catch {
    return;
  }
  if (Number(pid) !== process.pid) throw new Error(`Process ${pid} plays mutants in ${root}.`);
}

export const commitOf = (root: string): string => git(root, "rev-parse", "HEAD").trim();

export const hasUncommitted = (root: string, folders: readonly string[]): boolean =>
  git(root, "status", "--porcelain", "--", ...folders) !== "";

function git(root: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" });
}

/** Links them where the system can, which takes seconds and no space; otherwise copies them. */
function linkPackages(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  try {
    execFileSync("cp", ["-al", from, to], { stdio: "ignore" });
  } catch {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  }
}
