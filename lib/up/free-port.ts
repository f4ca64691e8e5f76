import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/**
 * The first free port at or after `wanted` on all interfaces; 0 lets the system choose. It is this process's until that
 * ends: what is to listen on it may need minutes to start, and another `up` must not find it free meanwhile. `promised`: a
 * port to skip, already given to something else of this process.
 */
export async function findFreePort(wanted = 0, promised?: number): Promise<number> {
  for (let port = wanted; port <= 65_535; port++) {
    const free = await tryPort(port);
    if (free !== undefined && free !== promised && claim(free)) return free;
  }
  throw new Error(`No free port at or after ${wanted}.`);
}

const claims = join(tmpdir(), `portal-ports-${userInfo().uid}`);

/** Files of the ports that this process has. */
const claimed = new Set<string>();

function release(): void {
  for (const file of claimed) if (ownerOf(file) === process.pid) rmSync(file);
}

/** False if another process that still runs has it. */
function claim(port: number): boolean {
  const [file, own] = [join(claims, String(port)), join(claims, `of-${process.pid}`)];
  mkdirSync(claims, { recursive: true, mode: 0o700 });
  writeFileSync(own, String(process.pid));
  try {
    // A link is there with its content, or not at all.
    while (!unlessThere(() => linkSync(own, file))) {
      const owner = ownerOf(file);
      if (isRunning(owner)) return owner === process.pid;
      if (owner !== null && !takeAway(file, owner)) return false;
    }
  } finally {
    rmSync(own);
  }
  if (claimed.size === 0) process.once("exit", release);
  claimed.add(file);
  return true;
}

/** Takes the claim of a process that is gone away; false if another one took it first, whose claim stays. */
function takeAway(file: string, gone: number): boolean {
  const away = `${file}-${process.pid}`;
  if (!ifThere(() => renameSync(file, away))) return true;
  const isGone = ownerOf(away) === gone;
  if (!isGone) unlessThere(() => linkSync(away, file));
  rmSync(away);
  return isGone;
}

/** Null if nobody has claimed it. */
function ownerOf(file: string): number | null {
  let pid: number | null = null;
  ifThere(() => {
    pid = Number(readFileSync(file, "utf8"));
  });
  return pid;
}

const ifThere = (work: () => void) => isDone(work, "ENOENT");
const unlessThere = (work: () => void) => isDone(work, "EEXIST");

function isDone(work: () => void, unless: string): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === unless) return false;
    throw error;
  }
}

function isRunning(pid: number | null): boolean {
  if (pid === null) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(undefined);
      else reject(error);
    });
    server.listen({ port, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}
