import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, expect, test } from "vitest";
import { beatWorker } from "#lib/database/operations/worker-heartbeats.ts";
import { retireTenant } from "#lib/services/tenants/retire-tenant.ts";
import { definedOnly, projectRoot } from "#lib/up/settings.ts";
import { compiled } from "#tests/support/backup/run-command.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { isDeep } from "#tests/support/depth.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { readWorkbook } from "#tests/support/reports/read-workbook.ts";

const folder = mkdtempSync(join(tmpdir(), "portal-commands-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => ownerDatabase().workerHeartbeat.deleteMany());

process.env.WOLKVOX_EXTRA_HOSTS = "127.0.0.1:9";
const team = await makeTeam({ server: "127.0.0.1:9" });
await stage(team.supervisor, team.tenantId, makePortfolio(3));
const there = join(folder, "there");
writeFileSync(there, "");
const nowhere = Object.fromEntries(
  ["DATABASE_URL", "DATABASE_OWNER_URL"].map((name) => [name, "postgresql://nobody:secret@127.0.0.1:9/none"]),
);

/** A command as `npm run` starts it, on the database of this file. */
async function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [`lib/up/${command}.ts`, ...args], {
    cwd: projectRoot,
    env: { ...definedOnly(process.env), ...compiled, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err: err.trim(), code };
}

const usage = /^Usage: npm run /;
const unreachable = /^The database does not answer\. Look at its address/;
const refusals: readonly [string, string[], RegExp, Readonly<Record<string, string>>?][] = [
  ["keys", ["sing"], usage],
  ["keys", ["retire", "nobodys"], /^There is no key "nobodys"\.$/],
  ["keys", ["add", "no blanks"], /^A key's name has letters/],
  ["keys", ["reseal"], unreachable, nowhere],
  ["person", ["export"], usage],
  ["person", ["export", randomUUID(), "77"], /^No tenant is called /],
  ["person", ["export", team.name, "!!"], /^That identification cannot be read\.$/],
  ["person", ["export", team.name, "77", there], /file already exists/],
  ["person", ["erase", team.name, "10000001"], /^The person is in uploads that have to end first.*\n[\da-f-]{36}$/],
  ["person", ["erase", team.name, "77"], unreachable, nowhere],
  ["backup", ["--all"], usage],
  ["backup", [folder], /is there already: a backup is written to a new folder\.$/],
  ["backup", [join(folder, "new")], unreachable, nowhere],
  ["restore", [], usage],
  ["restore", [join(folder, "nothing")], /is no whole backup/],
  ["restore", ["--doubt"], unreachable, nowhere],
  ["create-migration", [], usage],
];

/** A quick run starts each command once, where it gets furthest. */
const played = refusals.filter(
  ([command], at) => isDeep || refusals.findLastIndex(([other]) => other === command) === at,
);

test.each(played)("%s %j is refused in a sentence, without a stack trace", async (command, args, sentence, env) => {
  const { out, err, code } = await run(command, args, env);
  expect({ out, code }).toEqual({ out: "", code: 1 });
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/^\s+at |node:internal|\.ts:\d+|secret/m);
  expect(err.split("\n").length).toBeLessThanOrEqual(3);
});

test("keys reseal says that a running worker lacks the key, and nothing else", async () => {
  await beatWorker(ownerDatabase(), randomUUID(), ["another"]);
  const { err, code } = await run("keys", ["reseal"]);
  expect(code).toBe(1);
  expect(err).toMatch(/^A running worker lacks the key "[^"]+"\. Restart every portal and worker with it first\.$/);
});

test("person export writes a table where the file's ending says so, of a retired tenant too", async () => {
  const retired = await makeTeam({ server: "127.0.0.1:9" });
  await retireTenant(retired.admin, { tenantId: retired.tenantId, isRetired: true });
  const book = join(folder, "persona.XLSX");
  expect(await run("person", ["export", team.name, "10.000.001", book])).toEqual({ out: "", err: "", code: 0 });
  const { texts } = readWorkbook(readFileSync(book));
  expect(texts).toContainEqual(["Registro 1", "Enviado · Identificación", "10000001"]);
  const list = join(folder, "persona.csv");
  expect((await run("person", ["export", retired.operation, "77", list])).code).toBe(0);
  expect(readFileSync(list, "utf8")).toContain("La persona;Identificación;77");
  const { out } = await run("person", ["export", team.name, "10000001"]);
  expect(JSON.parse(out)).toMatchObject({ identification: "10000001", records: [{ outcome: "pending" }] });
});
