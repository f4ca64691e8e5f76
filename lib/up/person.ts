import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { portalSettings } from "./command-database.ts";
import { failCommand } from "./fail-command.ts";
import { runScript } from "./run-script.ts";
import { definedOnly, givenEnvironment, projectRoot } from "./settings.ts";

// Everything that a tenant knows of one person: written to a file, or erased.
const usage = `Usage: npm run person -- export TENANT IDENTIFICATION [FILE]
       npm run person -- erase TENANT IDENTIFICATION [--keep-hold]
TENANT is a tenant's name, operation or id. A FILE that ends in .xlsx or .csv is a table in Spanish, any other is JSON.`;

try {
  const [command, tenant, identification, last, ...rest] = process.argv.slice(2);
  if ((command !== "export" && command !== "erase") || !tenant || !identification || rest.length > 0)
    throw new Error(usage);
  if (command === "erase" && last !== undefined && last !== "--keep-hold") throw new Error(usage);
  const format = command === "export" ? /\.(xlsx|csv)$/i.exec(last ?? "")?.[1]?.toLowerCase() : undefined;
  const told = await ask(command, { tenant, identification, keepsHold: last === "--keep-hold", format });
  if (command === "erase" || last === undefined) process.stdout.write(told);
  else writeFileSync(last, format === undefined ? told : Buffer.from(told, "base64"), { mode: 0o600, flag: "wx" });
} catch (error) {
  failCommand(error);
}

async function ask(command: string, input: object): Promise<string> {
  const dataFolder = join(projectRoot, ".data");
  const given = givenEnvironment();
  const env = {
    ...definedOnly(given),
    ...portalSettings(given, dataFolder),
    NODE_ENV: "production" as const,
  };
  return runScript("prisma/person.ts", env, JSON.stringify(input), [command]);
}
