import { join } from "node:path";
import { z } from "zod";
import { portalSettings } from "./command-database.ts";
import { failCommand } from "./fail-command.ts";
import { runScript } from "./run-script.ts";
import { addKey, removeKey } from "./secret-keys.ts";
import { definedOnly, givenEnvironment, keepSecretKeys, projectRoot, readSecrets } from "./settings.ts";

// The keys that seal the tokens: shows them, adds one, seals everything again under the newest, retires one.
const usage = "Usage: npm run keys [-- add [NAME] | reseal | retire NAME]";

const under = z.object({ keyId: z.string(), secrets: z.number() });
const names = z.array(z.string());
const listed = z.object({
  keys: z.array(under),
  missing: z.array(under),
  missingAtWorkers: names,
  wrong: names,
  known: names,
});

const dataFolder = join(projectRoot, ".data");
const given = givenEnvironment();
const isGiven = given.SECRET_KEYS !== undefined && given.SECRET_KEYS !== "";
const secretKeys = isGiven ? (given.SECRET_KEYS ?? "") : readSecrets(dataFolder).secretKeys;

try {
  const [command = "show", name, ...rest] = process.argv.slice(2);
  if (rest.length > 0) throw new Error(usage);
  if (command === "show") await show();
  else if (command === "add") await add(name ?? new Date().toISOString().slice(0, 10));
  else if (command === "reseal") await reseal();
  else if (command === "retire" && name !== undefined) await retire(name);
  else throw new Error(usage);
} catch (error) {
  failCommand(error);
}

async function show(): Promise<void> {
  const { keys, missing, missingAtWorkers, wrong } = await list();
  for (const [place, { keyId, secrets }] of keys.entries())
    console.log(`${keyId.padEnd(34)}${place === 0 ? "seals" : "opens"}  ${told(secrets)}${saidOf(keyId, wrong)}`);
  for (const { keyId, secrets } of missing) console.log(`${keyId.padEnd(34)}MISSING: nobody can open ${told(secrets)}`);
  for (const keyId of missingAtWorkers) console.log(`A running worker lacks "${keyId}": restart it with these keys.`);
}

function saidOf(keyId: string, wrong: readonly string[]): string {
  return wrong.includes(keyId) ? "  WRONG: another key has this name in the database" : "";
}

async function add(name: string): Promise<void> {
  const keys = addKey(secretKeys, name);
  // Without a database nobody knows: a start with a name that had another key is refused.
  const known = await list().then(
    (told) => told.known,
    (): string[] => [],
  );
  if (known.includes(name))
    throw new Error(`"${name}" was the name of another key, which backups may need. Choose another.`);
  keep(keys);
  console.log(
    `"${name}" seals what is sealed from now on. Restart every portal and worker, then run: npm run keys -- reseal`,
  );
}

async function reseal(): Promise<void> {
  const count = z.number().parse(await ask("reseal"));
  console.log(count === 0 ? "Everything is sealed under the first key." : `${told(count)} sealed again.`);
}

async function retire(name: string): Promise<void> {
  const rest = removeKey(secretKeys, name);
  const { keys } = await list();
  const secrets = keys.find(({ keyId }) => keyId === name)?.secrets ?? 0;
  if (secrets > 0) throw new Error(`"${name}" still seals ${told(secrets)}. First run: npm run keys -- reseal`);
  keep(rest);
  console.log(
    `"${name}" is retired. Keep it: without it nobody can read the backups that were sealed with it, and people in the audit ` +
      "trail who were noted under it are not found again.",
  );
}

/** Stores the keys where the portal's own are; a person's own are printed for them to store. */
function keep(keys: string): void {
  if (isGiven) console.log(`Set SECRET_KEYS to:\n${keys}`);
  else keepSecretKeys(dataFolder, keys);
}

async function list(): Promise<z.output<typeof listed>> {
  return listed.parse(await ask("show"));
}

async function ask(command: string): Promise<unknown> {
  const env = {
    ...definedOnly(given),
    ...portalSettings(given, dataFolder),
    SECRET_KEYS: secretKeys,
    NODE_ENV: "production" as const,
  };
  return JSON.parse(await runScript("prisma/keys.ts", env, "", [command]));
}

function told(secrets: number): string {
  return `${secrets} ${secrets === 1 ? "secret" : "secrets"}`;
}
