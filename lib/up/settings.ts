import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { settingNames } from "#lib/env.ts";
import { withSettingsInFiles } from "#lib/settings-in-files.ts";

export const projectRoot = join(import.meta.dirname, "../..");

/** Generated at the first start and stored in the data folder, readable only by its owner. */
const secretsSchema = z.object({
  databasePassword: z.string(),
  databasePort: z.number(),
  sandboxPort: z.number(),
  sessionSecret: z.string(),
  secretKeys: z.string(),
  adminPassword: z.string(),
  supervisorPassword: z.string(),
});
export type Secrets = z.output<typeof secretsSchema>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of every process of the stack. */
export type StackEnvironment = Record<string, string> & { NODE_ENV: "production" | "development" };

/** The environment given to `up`: its own and, for variables it lacks, the file `.env`; what stands in files is read. */
export function givenEnvironment(file = join(projectRoot, ".env")): Environment {
  // Next reads this file by itself; read here, it also applies to worker and database.
  if (existsSync(file)) process.loadEnvFile(file);
  return withSettingsInFiles(process.env, settingNames);
}

/** Reads the data folder's secrets; creates folder and secrets the first time. */
export function readSecrets(dataFolder: string): Secrets {
  const file = join(dataFolder, "secrets.json");
  mkdirSync(dataFolder, { recursive: true });
  if (existsSync(file)) return secretsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const secrets: Secrets = {
    databasePassword: randomBytes(18).toString("base64url"),
    // Preferred ports; if taken, the next free one is used.
    databasePort: 54_320,
    sandboxPort: 4100,
    sessionSecret: randomBytes(32).toString("base64url"),
    secretKeys: `${new Date().getUTCFullYear()}:${randomBytes(32).toString("base64")}`,
    adminPassword: readablePassword(),
    supervisorPassword: readablePassword(),
  };
  writeSecrets(file, secrets);
  return secrets;
}

/** Puts other keys into the data folder's secrets; the processes take them from the next start. */
export function keepSecretKeys(dataFolder: string, secretKeys: string): void {
  const file = join(dataFolder, "secrets.json");
  // Written anew and moved: a crash in between must not cost the keys.
  const fresh = `${file}.new`;
  writeSecrets(fresh, { ...readSecrets(dataFolder), secretKeys });
  renameSync(fresh, file);
}

function writeSecrets(file: string, secrets: Secrets): void {
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
}

/** Five groups of four letters and digits that are not easily confused: 98 bits, and still possible to type. */
export function readablePassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const group = () => Array.from(randomBytes(4), (byte) => letters[byte % letters.length]).join("");
  return Array.from({ length: 5 }, group).join("-");
}

/** The addresses of the portal's database for each of its roles. */
export interface DatabaseAddresses {
  readonly web: string;
  readonly worker: string;
  readonly staging: string;
}

/** What a worker gets of the stack's environment: its own address of the database, and no other. */
export function workerEnvironment(env: StackEnvironment): StackEnvironment {
  const { DATABASE_STAGING_URL: _, DATABASE_OWNER_URL: __, DATABASE_WORKER_URL: own, ...rest } = env;
  return own === undefined ? rest : { ...rest, DATABASE_URL: own };
}

/** What the portal gets of it. */
export function portalEnvironment({ DATABASE_WORKER_URL: _, ...rest }: StackEnvironment): StackEnvironment {
  return rest;
}

/** The environment of every process of the stack: generated settings, overridden by given ones. */
export function stackEnvironment(
  given: Environment,
  secrets: Secrets,
  places: { database: DatabaseAddresses; port: number; sandboxHost: string | undefined },
  mode: StackEnvironment["NODE_ENV"] = "production",
): StackEnvironment {
  const extraHosts = [places.sandboxHost, given.WOLKVOX_EXTRA_HOSTS].filter(
    (host) => host !== undefined && host !== "",
  );
  const settings: Environment = {
    NEXTAUTH_SECRET: secrets.sessionSecret,
    SECRET_KEYS: secrets.secretKeys,
    NEXTAUTH_URL: addressOf(given.HOST, places.port),
    LOG_LEVEL: "info",
    ...given,
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: places.database.web,
    DATABASE_STAGING_URL: places.database.staging,
    DATABASE_WORKER_URL: places.database.worker,
    // No process of the stack may change the tables: migrations run here.
    DATABASE_OWNER_URL: undefined,
    PORT: String(places.port),
    WOLKVOX_EXTRA_HOSTS: extraHosts.join(","),
  };
  return { ...definedOnly(settings), NODE_ENV: mode };
}

/** The portal's address on this machine: localhost, unless it listens only on another address. */
export function addressOf(host: string | undefined, port: number): string {
  if (host === undefined || /^(localhost|127\.0\.0\.1|0\.0\.0\.0|::1?|)$/.test(host)) return `http://localhost:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Removes unset variables, which `spawn` would pass on as the text "undefined". */
export function definedOnly(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
