import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { applyMigrations } from "#prisma/migrate.ts";
import { buildPortal, generateClient, isClientGenerated, isPortalBuilt } from "./build-portal.ts";
import { type Child, isRunning, startChild } from "./child.ts";
import { commands, watchedCommands } from "./commands.ts";
import { addressesOf } from "./database-addresses.ts";
import { followDatabaseSources } from "./follow-database-sources.ts";
import { findFreePort } from "./free-port.ts";
import { logFileIn } from "./log.ts";
import { startPortalDatabase } from "./portal-database.ts";
import type { Progress } from "./progress.ts";
import { runScript } from "./run-script.ts";
import {
  addressOf,
  type Environment,
  portalEnvironment,
  readablePassword,
  readSecrets,
  type Secrets,
  type StackEnvironment,
  stackEnvironment,
  workerEnvironment,
} from "./settings.ts";
import { stopAll } from "./stop-all.ts";
import { describeEnd, keepRunning, type Supervised } from "./supervise.ts";

const readyTimeoutMs = 90_000;

export interface StackOptions {
  /** Contains database, secrets and logs. */
  readonly dataFolder: string;
  readonly given: Environment;
  /** Used if free, otherwise the next free port; 0 takes any. */
  readonly port: number;
  /** Adds the sandbox, the demo tenant and its supervisor to the admin. */
  readonly isDemo: boolean;
  /** Gives a new demo tenant a portfolio with its loads of the last days. */
  readonly hasPast?: boolean;
  readonly workers: number;
  /** Runs from the sources and follows their changes (`npm run dev`); otherwise from a production build. */
  readonly isDevelopment?: boolean;
  /** Whether stopping deletes the data folder and the database; for tests. */
  readonly isThrowaway?: boolean;
  /** Settings of the embedded server, `name=value`. */
  readonly databaseSettings?: readonly string[];
  readonly progress: Progress;
  /** Called with the running processes whenever one was started or restarted. */
  readonly onProcesses?: (running: Pick<Stack, "url" | "env" | "ownerUrl"> & { children: readonly Child[] }) => void;
  /** Aborts a start in progress. */
  readonly signal?: AbortSignal;
}

export interface Stack {
  readonly url: string;
  readonly sandboxUrl: string | undefined;
  /** The environment of every process of the stack. */
  readonly env: StackEnvironment;
  /** The database's address for its owner. */
  readonly ownerUrl: string;
  readonly people: SeededPeople;
  /** The code that makes the first admin; undefined with users. */
  readonly firstRunCode: string | undefined;
  /** Stops every process, the database last. Throws `StopFailed` if one does not stop. */
  stop(): Promise<void>;
}

interface Seeded {
  readonly people: SeededPeople;
  readonly isDemoNew: boolean;
  /** There is no user yet. */
  readonly isFirstRun: boolean;
}

/** Sign-ins created by the seed; `isKnown` is false if the password has been changed since. */
export type SeededPeople = readonly {
  readonly role: string;
  readonly email: string;
  readonly password: string;
  readonly isKnown: boolean;
}[];

/** Starts database, sandbox, portal and workers. If a step fails, everything already started is stopped. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataFolder, given, signal, isDevelopment = false } = options;
  const progress: Progress = {
    say: options.progress.say,
    step: (what, work) => {
      signal?.throwIfAborted();
      return options.progress.step(what, work);
    },
  };
  const secrets = readSecrets(dataFolder);
  const log = (name: string) => logFileIn(dataFolder, name);
  const stops: (() => Promise<void>)[] = [];
  const supervised: Supervised[] = [];
  const stop = async () => {
    await stopAll(stops);
    if (options.isThrowaway === true) rmSync(dataFolder, { recursive: true, force: true });
  };

  try {
    const ownerUrl = await startDatabase({ ...options, progress }, secrets, log("postgres"), stops);
    const database = await addressesOf(ownerUrl, given, secrets.databasePassword);
    await progress.step("Applying the migrations", () => applyMigrations(ownerUrl));
    if (!isClientGenerated()) await progress.step("Generating the database client", generateClient);

    const port = await findFreePort(options.port);
    const wantedSandboxPort = options.port === 0 ? 0 : secrets.sandboxPort;
    const sandboxPort = options.isDemo ? await findFreePort(wantedSandboxPort, port) : undefined;
    const sandboxHost = sandboxPort === undefined ? undefined : `127.0.0.1:${sandboxPort}`;
    if (options.port !== 0 && port !== options.port) progress.say(`Port ${options.port} is taken; using ${port}.`);
    const env = stackEnvironment(
      // The portal would print a code of its own to its log.
      { FIRST_RUN_CODE: readablePassword(), ...given },
      secrets,
      { database, port, sandboxHost },
      isDevelopment ? "development" : "production",
    );
    const { people, isDemoNew, isFirstRun } = await progress.step("Seeding", () => seed(env, secrets, sandboxHost));
    if (!isDevelopment && !isPortalBuilt()) await progress.step("Building the portal", () => buildPortal(env, signal));

    const url = addressOf(given.HOST, port);
    const tellProcesses = () => {
      options.onProcesses?.({ url, env, ownerUrl, children: supervised.map((one) => one.current()) });
    };
    const run = isDevelopment ? watchedCommands : commands;
    const keep = (name: string, args: readonly string[], own: StackEnvironment) => {
      const one = keepRunning(() => startChild(name, args, own, log(name)), progress.say, tellProcesses);
      supervised.push(one);
      stops.push(() => one.stop());
      return one;
    };
    await progress.step("Starting portal, worker and sandbox", async () => {
      if (sandboxPort !== undefined) keep("sandbox", [...run.sandbox, "--port", String(sandboxPort)], env);
      for (let n = 1; n <= options.workers; n++)
        keep(n === 1 ? "worker" : `worker-${n}`, run.worker, workerEnvironment(env));
      const portal = keep("portal", run.portal, portalEnvironment(env));
      tellProcesses();
      if (isDevelopment) stops.push(followDatabaseSources(ownerUrl, options.progress));
      await waitForAnswer(`${url}/sign-in`, portal.current(), signal);
    });
    if (isDemoNew && options.hasPast === true)
      await progress
        .step("Loading the demo's last days", () => runScript("prisma/demo.ts", env))
        // The portal is of use without it.
        .catch((error: unknown) => progress.say(String(error)));
    const sandboxUrl = sandboxHost === undefined ? undefined : `http://${sandboxHost}`;
    const firstRunCode = isFirstRun ? env.FIRST_RUN_CODE : undefined;
    return { url, sandboxUrl, env, ownerUrl, people, firstRunCode, stop };
  } catch (error) {
    await stop().catch((failure: unknown) => {
      // The failure takes the place of the error.
      progress.say(String(error));
      throw failure;
    });
    throw error;
  }
}

async function startDatabase(
  options: StackOptions,
  secrets: Secrets,
  logFile: string,
  stops: (() => Promise<void>)[],
): Promise<string> {
  const { DATABASE_OWNER_URL: own = "", DATABASE_URL: web = "" } = options.given;
  if (own !== "") return own;
  if (web !== "")
    throw new Error(
      "DATABASE_URL is for the role portal_web: give DATABASE_OWNER_URL too, the address with which tables are made.",
    );
  const { say, step } = options.progress;
  const database = await step("Starting PostgreSQL", () =>
    startPortalDatabase(
      {
        data: join(options.dataFolder, "postgres"),
        logFile,
        password: secrets.databasePassword,
        ...(options.port === 0 ? {} : { port: secrets.databasePort }),
        settings: options.databaseSettings ?? [],
      },
      say,
    ),
  );
  stops.push(async () => {
    await database.stop();
    if (options.isThrowaway === true) rmSync(database.data, { recursive: true, force: true });
  });
  return database.url;
}

async function seed(env: StackEnvironment, secrets: Secrets, sandboxHost: string | undefined): Promise<Seeded> {
  const wishes = {
    adminPassword: secrets.adminPassword,
    demo: sandboxHost === undefined ? null : { server: sandboxHost, supervisorPassword: secrets.supervisorPassword },
  };
  return JSON.parse(await runScript("prisma/seed.ts", env, JSON.stringify(wishes)));
}

async function waitForAnswer(url: string, child: Child, signal: AbortSignal | undefined): Promise<void> {
  const until = Date.now() + readyTimeoutMs;
  while (Date.now() < until) {
    signal?.throwIfAborted();
    if (!isRunning(child)) {
      const end = await child.ended;
      throw new Error(describeEnd(child, end.code, end.signal));
    }
    const status = await fetch(url, { redirect: "manual" }).then(
      (response) => response.status,
      () => 0,
    );
    if (status >= 200 && status < 500) return;
    // A 5xx answer will not improve by itself, but its log line may still be on its way.
    await sleep(status >= 500 ? 1000 : 100);
  }
  throw new Error(`The portal did not answer within ${readyTimeoutMs / 1000} s; its log is ${child.logFile}.`);
}
