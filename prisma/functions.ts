import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ClientBase } from "pg";
import { giveAcross } from "./access/give-across.ts";

/** One file of prisma/functions: a function of this name and the triggers that call it, which may be run again and again. */
export interface SqlFunction {
  readonly name: string;
  readonly text: string;
}

interface Installed {
  readonly oid: number;
  readonly signature: string;
  readonly version: string | null;
  /** A column is computed with it, so it can be replaced, but not dropped. */
  readonly isOfColumn: boolean;
}

const functionsPath = join(import.meta.dirname, "functions");

/** The functions in order of their names, in which they are put in: one that a trigger's condition calls comes before that trigger's. */
export async function readFunctions(): Promise<SqlFunction[]> {
  const files = (await readdir(functionsPath)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: basename(file, ".sql"),
      text: await readFile(join(functionsPath, file), "utf8"),
    })),
  );
}

/**
 * Makes the functions and triggers of a database those of prisma/functions, all of them or none; false where they are already. What has
 * gone from the folder goes, what has other arguments than before is made anew. Functions that others put there are left alone.
 */
export async function applyFunctions(client: ClientBase): Promise<boolean> {
  const functions = await readFunctions();
  const version = versionOf(functions);
  const installed = await selectInstalled(client, functions);
  if (installed.length === functions.length && installed.every((one) => one.version === version)) return false;
  await client.query("BEGIN");
  try {
    await dropFunctions(client, installed);
    await createFunctions(client, functions, version);
    await client.query("COMMIT");
    return true;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** Drops the functions of prisma/functions with their triggers, within the caller's transaction. */
export async function removeFunctions(client: ClientBase): Promise<void> {
  await dropFunctions(client, await selectInstalled(client, await readFunctions()));
}

/** Makes functions and triggers anew, within the caller's transaction, on a database that has none. */
export async function addFunctions(client: ClientBase): Promise<void> {
  const functions = await readFunctions();
  await createFunctions(client, functions, versionOf(functions));
}

async function createFunctions(client: ClientBase, functions: readonly SqlFunction[], version: string): Promise<void> {
  for (const { name, text } of functions) {
    // In the same message, so that nobody ever may call it as who migrates.
    const statements = `${text};\nCOMMENT ON FUNCTION ${name} IS '${version}';${giveAcross(name)}`;
    await client.query(statements).catch((cause: Error) => {
      throw new Error(`prisma/functions/${name}.sql: ${cause.message}`, { cause });
    });
  }
}

/** Stands at each function as its comment: what was put in is known again, also after it has gone from the folder. */
function versionOf(functions: readonly SqlFunction[]): string {
  const hash = createHash("sha256");
  for (const { name, text } of functions) hash.update(`${name}\0${text}\0`);
  return `prisma/functions ${hash.digest("hex")}`;
}

async function selectInstalled(client: ClientBase, functions: readonly SqlFunction[]): Promise<Installed[]> {
  const { rows } = await client.query<Installed>(
    `SELECT p.oid, p.oid::regprocedure::text AS signature, obj_description(p.oid, 'pg_proc') AS version, EXISTS (
       SELECT FROM pg_depend d WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid AND d.classid = 'pg_attrdef'::regclass
     ) AS "isOfColumn"
     FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
       AND (p.proname = ANY($1) OR obj_description(p.oid, 'pg_proc') LIKE 'prisma/functions %')`,
    [functions.map(({ name }) => name)],
  );
  return rows;
}

async function dropFunctions(client: ClientBase, installed: readonly Installed[]): Promise<void> {
  const { rows: triggers } = await client.query<{ drop: string }>(
    `SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) AS drop FROM pg_trigger WHERE tgfoid = ANY($1::oid[])`,
    [installed.map(({ oid }) => oid)],
  );
  for (const { drop } of triggers) await client.query(drop);
  const gone = installed.filter(({ isOfColumn }) => !isOfColumn).map(({ signature }) => signature);
  if (gone.length > 0) await client.query(`DROP FUNCTION ${gone.join(", ")}`);
}
