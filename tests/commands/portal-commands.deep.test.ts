import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { projectRoot } from "#lib/up/settings.ts";
import { ask } from "#tests/support/backup/ask.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { createEmptyDatabase } from "#tests/support/database/database.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { npmRun } from "./npm-run.ts";

process.env.WOLKVOX_EXTRA_HOSTS = "127.0.0.1:9";
const folder = mkdtempSync(join(tmpdir(), "portal-commands-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A tenant with an upload of three debtors that is over. */
async function overTeam() {
  const team = await makeTeam({ server: "127.0.0.1:9" });
  const uploadId = await stage(team.supervisor, team.tenantId, makePortfolio(3));
  await cancelUpload(team.supervisor, { uploadId });
  await closeAll();
  return { ...team, uploadId };
}

test("backup, restore and audit: what was saved is there again, and its trail is whole", async () => {
  const { uploadId } = await overTeam();
  const saved = join(folder, "backup");
  const backup = await npmRun("backup", [saved]);
  expect(backup).toMatchObject({ code: 0, err: "" });
  expect(backup.out).toMatch(new RegExp(`^${saved}\n\\d+ tables, [\\d.,]+ rows, `, "m"));

  const audit = await npmRun("audit", []);
  expect(audit).toMatchObject({ code: 0, err: "", out: expect.stringContaining("Every chain is whole: ") });
  const kept = join(folder, "kept.txt");
  writeFileSync(kept, audit.out);

  const empty = await createEmptyDatabase(inject("testServerUrl"));
  try {
    const env = { DATABASE_OWNER_URL: empty.url };
    const restore = await npmRun("restore", [saved], { env });
    expect(restore).toMatchObject({ code: 0, err: "" });
    expect(restore.out).toContain("The database is as it was then.");
    const count = `SELECT count(*)::int AS debtors FROM "Record" WHERE "uploadId" = $1`;
    expect(await ask(empty.url, count, [uploadId])).toEqual([{ debtors: 3 }]);
    const again = await npmRun("audit", [kept], { env });
    expect(again).toMatchObject({ code: 0, err: "", out: expect.stringContaining("Every chain is whole: ") });
  } finally {
    await empty.drop();
  }
});

test("person: one is exported, erased, and exported as nobody", async () => {
  const { name } = await overTeam();
  const file = join(folder, "person.json");
  expect(await npmRun("person", ["export", name, "10000001", file])).toEqual({ code: 0, out: "", err: "" });
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    identification: "10000001",
    records: [{ outcome: "not_sent" }],
  });
  const erased = await npmRun("person", ["erase", name, "10000001"]);
  expect(erased).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(erased.out)).toMatchObject({ records: 1 });
  const { out } = await npmRun("person", ["export", name, "10000001"]);
  expect(JSON.parse(out)).toMatchObject({ records: [] });
});

test("keys: one is added, everything is sealed under it, the old one goes", async () => {
  await overTeam();
  const withKeys = (keys: string) => ({ env: { SECRET_KEYS: keys } });
  const printed = ({ out }: { out: string }) => /^Set SECRET_KEYS to:\n(.+)$/m.exec(out)?.[1] ?? "";
  const before = await npmRun("keys", []);
  expect(before).toMatchObject({ code: 0, err: "" });
  const [, sealed = ""] = /^test +seals +(\d+ secrets?)$/m.exec(before.out) ?? [];
  expect(Number.parseInt(sealed, 10)).toBeGreaterThan(0);

  const added = await npmRun("keys", ["add", "segunda"]);
  expect(added).toMatchObject({ code: 0, err: "" });
  const both = withKeys(printed(added));
  expect(await npmRun("keys", ["reseal"], both)).toEqual({ code: 0, err: "", out: `${sealed} sealed again.\n` });
  const shown = await npmRun("keys", [], both);
  expect(shown.out).toMatch(new RegExp(`^segunda +seals +${sealed}\ntest +opens +0 secrets$`, "m"));

  const retired = await npmRun("keys", ["retire", "test"], both);
  expect(retired).toMatchObject({ code: 0, err: "", out: expect.stringContaining('"test" is retired.') });
  const last = await npmRun("keys", [], withKeys(printed(retired)));
  expect(last.out).toMatch(new RegExp(`^segunda +seals +${sealed}\n$`));
});

test("migration: a changed schema becomes a migration, an unchanged one none", async () => {
  // It writes into the project: a copy of what it needs.
  const root = mkdtempSync(join(folder, "project-"));
  for (const name of ["lib", "prisma", "package.json", "package-lock.json"])
    cpSync(join(projectRoot, name), join(root, name), { recursive: true });
  symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"));
  const migrations = () => readdirSync(join(root, "prisma/migrations"));
  const before = migrations();
  const unchanged = await npmRun("migration", ["nothing"], { root });
  expect(unchanged).toEqual({ code: 0, err: "", out: "The schema and the migrations agree.\n" });
  expect(migrations()).toEqual(before);

  appendFileSync(join(root, "prisma/schema.prisma"), "\nmodel Memo {\n  id String @id\n}\n");
  const { code, err, out } = await npmRun("migration", ["memos"], { root });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(migrations().filter((name) => !before.includes(name))).toEqual([expect.stringMatching(/^\d{14}_memos$/)]);
  expect(readFileSync(out.trim(), "utf8")).toContain('CREATE TABLE "Memo"');
  expect(await npmRun("migration", ["memos"], { root })).toMatchObject({
    code: 0,
    out: "The schema and the migrations agree.\n",
  });
});
