import { type ChildProcess, execFileSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findFreePort } from "./free-port.ts";
import { type Logged, lastLines, spawnLogged } from "./log.ts";
import { findPostgresPlace, type PostgresPlace } from "./postgres-place.ts";

const user = "portal";
const startTimeoutMs = 60_000;

export interface EmbeddedPostgresOptions {
  /** Wanted data folder; the real one is in `data` of the started server. */
  readonly data: string;
  readonly logFile: string;
  /** Stored in the cluster at its first start; every later start must give the same one. */
  readonly password: string;
  /** Used if free; otherwise the next free port, or an error if `isPortFixed`. */
  readonly port?: number;
  readonly isPortFixed?: boolean;
  /** Server settings, `name=value`. */
  readonly settings?: readonly string[];
}

export interface EmbeddedPostgres {
  readonly data: string;
  readonly port: number;
  readonly process: ChildProcess;
  url(database: string): string;
  /** Ends every connection and shuts down cleanly. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL on 127.0.0.1, creating the cluster at the first start. First shuts down a server that a
 * killed start left running on the same data.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = findPostgresPlace(options.data);
  if (!existsSync(join(place.data, "PG_VERSION"))) makeCluster(place, options.password);
  await stopLeftover(place.data);

  const port = await findFreePort(options.port);
  if (options.isPortFixed === true && port !== options.port)
    throw new Error(`PostgreSQL cannot start: something else uses its port ${options.port}.`);
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "log_timezone=UTC",
    "TimeZone=UTC",
    // Random pages cost hardly more than sequential ones, in memory or on an SSD. The default of 4 is for
    // hard disks.
    "random_page_cost=1.1",
    // A failed statement is logged by its message only: its text, values and row may be personal data.
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    ...(options.settings ?? []),
  ];
  const server = spawnLogged(
    join(place.binaries, "postgres"),
    ["-D", place.data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...place.owner, cwd: place.data },
    options.logFile,
  );

  const url = (database: string) =>
    `postgresql://${user}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`;
  const stop = () => stopServer(server);
  try {
    await waitUntilReady(url("postgres"), server, options.logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { data: place.data, port, process: server.process, url, stop };
}

function makeCluster(place: PostgresPlace, password: string): void {
  // Created next to its place and then moved, so a killed start leaves no half cluster there.
  const half = `${place.data}.new`;
  rmSync(half, { recursive: true, force: true });
  rmSync(place.data, { recursive: true, force: true });
  mkdirSync(dirname(half), { recursive: true });
  mkdirSync(half, { mode: 0o700 });
  const secrets = mkdtempSync(join(tmpdir(), "portal-postgres-"));
  const passwordFile = join(secrets, "password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.owner !== undefined)
    for (const path of [half, secrets, passwordFile]) chownSync(path, place.owner.uid, place.owner.gid);
  try {
    execFileSync(
      join(place.binaries, "initdb"),
      // The server's own C.UTF-8: the same sort order on every machine, whatever locales it has.
      [
        `--pgdata=${half}`,
        `--username=${user}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--no-sync",
        "--no-instructions",
      ],
      { ...place.owner, cwd: half, stdio: ["ignore", "pipe", "pipe"] },
    );
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
  renameSync(half, place.data);
}

/** A killed start leaves its server (in its own process group) running, which holds the lock on the data. */
async function stopLeftover(data: string): Promise<void> {
  const lock = join(data, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, "utf8").split("\n")[0]);
  if (!Number.isInteger(pid) || !isServerOf(pid, data)) {
    // Its process is gone. PostgreSQL would refuse to start if another process of the same user had its pid now.
    rmSync(lock, { force: true });
    return;
  }
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < 20_000 && isServerOf(pid, data); waited += 100) await sleep(100);
  if (isServerOf(pid, data)) throw new Error(`Another PostgreSQL (process ${pid}) uses ${data} and does not stop.`);
}

function isServerOf(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0);
    const commandLine = `/proc/${pid}/cmdline`;
    return !existsSync("/proc/self/cmdline") || readFileSync(commandLine, "utf8").split("\0").includes(data);
  } catch {
    return false;
  }
}

async function waitUntilReady(url: string, { process: server, written }: Logged, logFile: string): Promise<void> {
  const until = Date.now() + startTimeoutMs;
  let failure: unknown;
  while (Date.now() < until) {
    if (server.exitCode !== null || server.pid === undefined) break;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      failure = error;
      await client.end().catch(() => undefined);
      await sleep(50);
    }
  }
  await written();
  throw new Error(`PostgreSQL did not start. Its last lines (${logFile}):\n${lastLines(logFile, 8)}`, {
    cause: failure,
  });
}

async function stopServer({ process: server, written }: Logged): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  server.kill("SIGINT");
  await exited;
  await written();
}
