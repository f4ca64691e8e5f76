import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { portalAddresses } from "./command-database.ts";
import { runScript } from "./run-script.ts";
import { definedOnly, givenEnvironment, projectRoot, readSecrets } from "./settings.ts";

// Everything that a tenant knows of one person: written to a file, or erased.
const usage = `Usage: npm run person -- export TENANT IDENTIFICATION [FILE]
       npm run person -- erase TENANT IDENTIFICATION [--keep-hold]
TENANT is a tenant's name, operation or id.`;

try {
  const [command, tenant, identification, last, ...rest] = process.argv.slice(2);
  if ((command !== "export" && command !== "erase") || !tenant || !identification || rest.length > 0)
    throw new Error(usage);
  if (command === "erase" && last !== undefined && last !== "--keep-hold") throw new Error(usage);
  const told = await ask(command, { tenant, identification, keepsHold: last === "--keep-hold" });
  if (command === "erase" || last === undefined) process.stdout.write(told);
  else writeFileSync(last, told, { mode: 0o600, flag: "wx" });
} catch (error) {
  console.error(error instanceof Error ? error.message.trim() : error);
  process.exit(1);
}

async function ask(command: string, input: object): Promise<string> {
  const dataFolder = join(projectRoot, ".data");
  const given = givenEnvironment();
  const SECRET_KEYS = given.SECRET_KEYS || readSecrets(dataFolder).secretKeys;
  const env = {
    ...definedOnly(given),
    ...portalAddresses(given, dataFolder),
    SECRET_KEYS,
    NODE_ENV: "production" as const,
  };
  return runScript("prisma/person.ts", env, JSON.stringify(input), [command]);
}
