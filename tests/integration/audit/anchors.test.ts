import { randomUUID } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { writeAnchor } from "#lib/secrets/audit-anchor.ts";
import { anchorAudit } from "#lib/services/operations/anchor-audit.ts";
import { readAnchorAge } from "#lib/services/operations/read-anchor-age.ts";
import { readAnchors } from "#prisma/audit/read-anchors.ts";
import { verifyWithin } from "#prisma/audit/verify-chains.ts";
import { withClient } from "#prisma/migrate.ts";
import { tamper, whileTampered } from "#tests/support/audit/tampered-trail.ts";
import { runCommand } from "#tests/support/backup/run-command.ts";
import { asWorker } from "#tests/support/database/as-worker.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTenant, makeUser } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

const url = process.env.DATABASE_OWNER_URL ?? "";
const keys = process.env.SECRET_KEYS ?? "";
const folder = mkdtempSync(join(tmpdir(), "portal-anchors-"));
const file = join(folder, "anchors");
const tenantId = randomUUID();
const linesOf = () => readFileSync(file, "utf8").split("\n").slice(0, -1);

const addEntries = (count: number) =>
  ownerDatabase().$executeRaw`INSERT INTO "AuditEntry" ("tenantId", action, details)
    SELECT ${tenantId}::uuid, 'x', '{}' FROM generate_series(1, ${count}::int)`;
/** As if so many hours had passed since the last anchor. */
const passHours = (hours: number) =>
  ownerDatabase().$executeRaw`UPDATE "AuditAnchor" SET at = at - make_interval(hours => ${hours}::int)`;
const anchor = () => asWorker(anchorAudit);
const audit = (...args: string[]) => runCommand("audit", url, args);

beforeEach(async () => {
  process.env.AUDIT_ANCHORS = file;
  await ownerDatabase().$executeRaw`DELETE FROM "AuditAnchor"`;
  writeFileSync(file, "");
});
afterAll(async () => {
  delete process.env.AUDIT_ANCHORS;
  await closeAll();
  rmSync(folder, { recursive: true });
});

test("a worker appends every chain's end once a day, whichever comes first, for its owner alone to read", async () => {
  rmSync(file);
  await addEntries(3);
  const heads = await Promise.all([anchor(), anchor(), anchor()]);
  expect(heads.filter((count) => count !== null)).toHaveLength(1);
  expect(linesOf()).toHaveLength(1);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await passHours(23);
  expect(await anchor()).toBeNull();
  await addEntries(1);
  await passHours(2);
  expect(await anchor()).toBeGreaterThan(0);
  const { ends, faults, count } = readAnchors(readFileSync(file, "utf8"), keys);
  expect([count, faults]).toEqual([2, []]);
  expect(ends.filter(({ chain }) => chain === tenantId).map(({ entries }) => entries)).toEqual([3, 4]);
});

test("a line that was cut takes no other with it, and one that cannot be written stays due", async () => {
  process.env.AUDIT_ANCHORS = join(folder, "none", "anchors");
  await expect(anchor()).rejects.toThrow("ENOENT");
  process.env.AUDIT_ANCHORS = file;
  appendFileSync(file, '{"at":"2026-');
  expect(await anchor()).toBeGreaterThan(0);
  expect(readAnchors(readFileSync(file, "utf8"), keys)).toMatchObject({ count: 1, faults: [{ line: 1, keyId: null }] });
});

test("nothing is appended without the setting, and a portal without it calls nothing late", async () => {
  delete process.env.AUDIT_ANCHORS;
  expect(await anchor()).toBeNull();
  expect(await readAnchorAge()).toEqual({ auditAnchorAgeSeconds: null, isAuditAnchorLate: false });
});

test("health says when there is none of the last two days", async () => {
  expect(await readAnchorAge()).toEqual({ auditAnchorAgeSeconds: null, isAuditAnchorLate: true });
  await anchor();
  expect((await readAnchorAge()).isAuditAnchorLate).toBe(false);
  await passHours(47);
  expect((await readAnchorAge()).isAuditAnchorLate).toBe(false);
  await passHours(2);
  expect((await readAnchorAge()).isAuditAnchorLate).toBe(true);
});

test("a changed line and one of another key are named, and prove nothing", async () => {
  await anchor();
  const [line = ""] = linesOf();
  const changed = [
    line.replace(/"entries":\d+/, '"entries":99999'),
    line.replace(" test ", " another "),
    line.slice(1),
  ];
  for (const one of changed) expect(readAnchors(one, keys)).toMatchObject({ ends: [], faults: [{ line: 1 }] });
  const forged = writeAnchor({ at: fromNow(), heads: [] }, [{ id: "test", key: Buffer.alloc(32, 1) }]);
  expect(readAnchors(`${line}\n\n${forged}\n`, keys)).toMatchObject({ count: 1, faults: [{ line: 3, keyId: null }] });
  writeFileSync(file, `${line}\n${forged}\n`);
  const said = await audit("--anchors", file);
  expect([said.code, said.err]).toEqual([1, `WRONG in ${file}: line 2 is not as it was signed, or cut.\n`]);
  expect(() => readAnchors("\n", keys)).toThrow("no anchors");
});

test("the command finds a trail written anew, and of what a restore has lost says that", async () => {
  await addEntries(5);
  await anchor();
  const whole = await audit("--anchors", file);
  expect([whole.code, whole.err]).toEqual([0, ""]);
  expect(whole.out).toMatch(/^Compared with 1 anchor, the last of 20\S+Z\.$/m);
  const { ends, last } = readAnchors(readFileSync(file, "utf8"), keys);
  const mine = ends.filter(({ chain }) => chain === tenantId);
  const at = mine[0]?.entries ?? 0;
  const anew = [
    `UPDATE "AuditEntry" SET action = 'nothing' WHERE id = (SELECT "entryId" FROM "AuditLink" WHERE chain = '${tenantId}' AND number = 2)`,
    `DELETE FROM "AuditLink"`,
    `DELETE FROM "AuditHead"`,
    "SELECT begin_audit_chains()",
  ];
  const cut = [
    `DELETE FROM "AuditEntry" WHERE id = (SELECT "entryId" FROM "AuditLink" WHERE chain = '${tenantId}' AND number = ${at})`,
    `DELETE FROM "AuditLink" WHERE chain = '${tenantId}' AND number = ${at}`,
    `UPDATE "AuditHead" h SET number = l.number, hash = l.hash, at = l.at FROM "AuditLink" l WHERE h.chain = '${tenantId}' AND l.chain = h.chain AND l.number = ${at - 1}`,
  ];
  const restored = (taken: string, put: string) =>
    `INSERT INTO "DatabaseRestore" (id, "takenAt", "restoredAt", uploads, debtors) VALUES (gen_random_uuid(), '${last?.toISOString()}'::timestamptz + interval '${taken}', '${last?.toISOString()}'::timestamptz + interval '${put}', 0, 0)`;
  const faultsAfter = (changes: readonly string[]) =>
    withClient(url, (client) => whileTampered(client, changes, async () => (await verifyWithin(client, mine)).faults));
  expect(await faultsAfter(anew)).toEqual([
    { chain: tenantId, what: "other_than_kept", number: at, entryId: expect.any(String), kept: mine[0] },
  ]);
  expect(await faultsAfter(cut)).toMatchObject([{ chain: tenantId, what: "shorter_than_kept", number: at }]);
  // A backup from before the anchor may have lost it; one from after it may not, nor one put back before.
  const [fault] = await faultsAfter([...cut, restored("-1 hour", "1 hour")]);
  expect(fault).toMatchObject({ what: "shorter_than_kept", restore: { takenAt: expect.any(Date) } });
  for (const other of [restored("1 second", "1 hour"), restored("-2 hours", "-1 hour")])
    expect((await faultsAfter([...cut, other]))[0]).not.toHaveProperty("restore");
});

test("a deleted tenant's chain and anchors hold", async () => {
  const made = await makeTenant(await makeUser("admin"), { server: "crm01.wolkvox.com" });
  await anchor();
  await ownerDatabase().$executeRaw`DELETE FROM "Tenant" WHERE id = ${made.tenantId}::uuid`;
  const said = await audit("--anchors", file);
  expect([said.code, said.err]).toEqual([0, ""]);
  expect(said.out).toContain(made.tenantId);
});

test("after a restore the command says which anchors it has lost, until they are taken out", async () => {
  await addEntries(2);
  await anchor();
  await passHours(25);
  const { last } = readAnchors(readFileSync(file, "utf8"), keys);
  const [backup, put] = [last?.getTime() ?? 0, (last?.getTime() ?? 0) + 3_600_000].map((ms) =>
    new Date(ms).toISOString(),
  );
  await addEntries(1);
  await anchor();
  await withClient(url, (owner) =>
    tamper(owner, [
      `CREATE TEMP TABLE last AS SELECT * FROM "AuditLink" WHERE chain = '${tenantId}' ORDER BY number DESC LIMIT 1`,
      `DELETE FROM "AuditEntry" WHERE id = (SELECT "entryId" FROM last)`,
      `DELETE FROM "AuditLink" WHERE "entryId" = (SELECT "entryId" FROM last)`,
      `UPDATE "AuditHead" h SET number = l.number, hash = l.hash, at = l.at FROM "AuditLink" l, last WHERE h.chain = last.chain AND l.chain = h.chain AND l.number = last.number - 1`,
      `INSERT INTO "DatabaseRestore" (id, "takenAt", "restoredAt", uploads, debtors) VALUES (gen_random_uuid(), '${backup}', '${put}', 0, 0)`,
    ]),
  );
  // What was written since took the lost entry's place in the chain.
  await addEntries(1);
  const lost = await audit("--anchors", file);
  expect([lost.code, lost.err.trimEnd().split("\n").length]).toEqual([1, 1]);
  expect(lost.err).toContain(
    `put back on ${put} from a backup of ${backup}: the anchor is newer than that backup, and what was written in between is lost.`,
  );
  writeFileSync(file, linesOf().slice(0, 1).join("\n"));
  const cleared = await audit("--anchors", file);
  expect([cleared.code, cleared.err]).toEqual([0, ""]);
});
