import { join } from "node:path";
import { createMigration } from "#prisma/migrate.ts";
import { readRunning } from "./running-file.ts";
import { givenEnvironment, projectRoot } from "./settings.ts";

// Writes the migration for changes in prisma/schema.prisma. The engine needs a database: the one running from here.
const [name] = process.argv.slice(2);
const url = givenEnvironment().DATABASE_OWNER_URL ?? readRunning(join(projectRoot, ".data"))?.ownerUrl;
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) fail("Usage: npm run migration -- name_in_snake_case");
if (url === undefined) fail("No database runs from this folder: start `npm run dev` first, or set DATABASE_OWNER_URL.");
console.log((await createMigration(url, name)) ?? "The schema and the migrations agree.");

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
