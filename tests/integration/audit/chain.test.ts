import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEnds, tellEnd } from "#prisma/audit/kept-ends.ts";
import { type ChainEnd, verifyChains } from "#prisma/audit/verify-chains.ts";
import { applyFunctions } from "#prisma/functions.ts";
import { keepTrail, oneByteOff, tamper } from "#tests/support/audit/tampered-trail.ts";
import { runCommand } from "#tests/support/backup/run-command.ts";

const url = process.env.DATABASE_OWNER_URL ?? "";
const owner = new pg.Client({ connectionString: url });
const noTenant = "00000000-0000-0000-0000-000000000000";
/** Of one chain more than a slice, so that every walk crosses its border; of the others some. */
const [long, short, other] = [randomUUID(), randomUUID(), randomUUID()];
const sizes = [
  [long, 5_005],
  [short, 40],
  [other, 40],
  [null, 40],
] as const;
let ends: ChainEnd[];

/** Entries with every kind of value in every column, null where it may be. */
const insertEntries = `INSERT INTO "AuditEntry" (id, "actorId", "tenantId", action, subject, details, address)
  SELECT gen_random_uuid(), CASE WHEN n % 3 > 0 THEN gen_random_uuid() END, $1, 'action_' || n, CASE WHEN n % 4 > 0 THEN 'ñ👩🏽 2:ab' || n END,
    jsonb_build_object('a', n, 'b', E'line\n"quoted" \\ \u0001 é', 'c', NULL, 'd', 1.50, 'e', true), CASE WHEN n % 5 > 0 THEN '192.0.2.' || n % 200 END
  FROM generate_series(1, $2::int) AS n`;

const verified = async (kept: readonly ChainEnd[] = []) => (await verifyChains(url, kept)).faults;
const headOf = async (chain: string) =>
  (await verifyChains(url)).chains.find((one) => one.chain === chain) ?? { entries: 0, hash: "" };

beforeAll(async () => {
  await owner.connect();
  for (const [tenantId, count] of sizes) await owner.query(insertEntries, [tenantId, count]);
  await keepTrail(owner);
  ends = [...(await verifyChains(url)).chains];
});
afterAll(() => owner.end());

test("a trail that nobody touched is whole, and says where each chain ends", async () => {
  expect(await verified(ends)).toEqual([]);
  expect(ends.map(({ chain, entries }) => [chain, entries]).sort()).toEqual(
    sizes.map(([chain, count]) => [chain ?? noTenant, count]).sort(),
  );
  expect(readEnds(ends.map((end) => tellEnd({ ...end, tenant: null })).join("\n"))).toEqual(
    ends.map(({ chain, entries, hash }) => ({ chain, entries, hash })),
  );
});

const catalogue = new pg.Client({ connectionString: url });
await catalogue.connect();
const { rows: columns } = await catalogue.query<{ table: string; column: string; type: string }>(
  `SELECT table_name AS "table", column_name AS "column", data_type AS type FROM information_schema.columns
   WHERE table_schema = 'public' AND table_name IN ('AuditEntry', 'AuditLink', 'AuditHead') ORDER BY 1, ordinal_position`,
);
await catalogue.end();

describe("one changed byte is found, and named", () => {
  test("in all columns that there are", () => {
    expect(columns.map(({ table }) => table).filter((one) => one === "AuditEntry")).toHaveLength(8);
  });

  test.each(columns.filter(({ table }) => table === "AuditEntry"))("$table.$column", async ({ column, type }) => {
    // Among the places are values and nulls, the first and the last of a slice and of the chain.
    for (const number of [1, 2, 3, 4, 5, 6, 4_999, 5_000, 5_001, 5_005]) {
      const { rows } = await owner.query<{ id: string }>(
        `SELECT "entryId" AS id FROM "AuditLink" WHERE chain = $1 AND number = $2`,
        [long, number],
      );
      const id = rows[0]?.id ?? "";
      const undo = await tamper(
        owner,
        `UPDATE "AuditEntry" SET "${column}" = ${oneByteOff(column, type)} WHERE id = '${id}'`,
      );
      const [fault] = await verified();
      await undo();
      const what = column === "id" ? "entry_gone" : "entry_changed";
      expect(fault, `${column} of ${number}`).toEqual({ chain: long, what, number, entryId: id });
    }
  });

  test.each(columns.filter(({ table }) => table === "AuditLink"))("$table.$column", async ({ column, type }) => {
    for (const number of [1, 5, 40]) {
      // A number may be taken: then the one that has it makes room.
      const undo = await tamper(
        owner,
        ...(column === "number"
          ? [`UPDATE "AuditLink" SET number = number + 1000 WHERE chain = '${short}' AND number > ${number}`]
          : []),
        `UPDATE "AuditLink" SET "${column}" = ${oneByteOff(column, type)} WHERE chain = '${short}' AND number = ${number}`,
      );
      const faults = await verified();
      await undo();
      const named = faults.filter(({ chain }) => chain === short).map((fault) => fault.number);
      expect(named, `${column} of ${number}`).toContain(number);
    }
  });

  test.each(columns.filter(({ table }) => table === "AuditHead"))("$table.$column", async ({ column, type }) => {
    const undo = await tamper(
      owner,
      `UPDATE "AuditHead" SET "${column}" = ${oneByteOff(column, type)} WHERE chain = '${short}'`,
    );
    const faults = await verified();
    await undo();
    expect(faults).toContainEqual({ chain: short, what: "end_moved", number: 41, entryId: null });
  });

  test("and all of it was taken back", async () => {
    expect(await verified(ends)).toEqual([]);
  });
});

const nth = (chain: string, number: number) =>
  `(SELECT "entryId" FROM "AuditLink" WHERE chain = '${chain}' AND number = ${number})`;

test.each([
  ["an entry removed", [`DELETE FROM "AuditEntry" WHERE id = ${nth(short, 7)}`], { what: "entry_gone", number: 7 }],
  [
    "an entry removed with its link",
    [
      `DELETE FROM "AuditEntry" WHERE id = ${nth(short, 7)}`,
      `DELETE FROM "AuditLink" WHERE chain = '${short}' AND number = 7`,
    ],
    { what: "link_gone", number: 7 },
  ],
  [
    "an entry removed, and the later ones moved up",
    [
      `DELETE FROM "AuditEntry" WHERE id = ${nth(short, 7)}`,
      `DELETE FROM "AuditLink" WHERE chain = '${short}' AND number = 7`,
      `UPDATE "AuditLink" SET number = number - 1000 WHERE chain = '${short}' AND number > 7`,
      `UPDATE "AuditLink" SET number = number + 999 WHERE chain = '${short}' AND number < 1`,
      `UPDATE "AuditHead" SET number = 39 WHERE chain = '${short}'`,
    ],
    { what: "entry_changed", number: 7 },
  ],
  [
    "two entries exchanged",
    [
      `UPDATE "AuditLink" l SET "entryId" = gen_random_uuid() WHERE chain = '${short}' AND number IN (7, 9)`,
      `UPDATE "AuditLink" l SET "entryId" = k."entryId" FROM kept."AuditLink" k
       WHERE l.chain = '${short}' AND k.chain = l.chain AND (l.number, k.number) IN ((7, 9), (9, 7))`,
    ],
    { what: "entry_changed", number: 7 },
  ],
  [
    "an entry put there without a link",
    [`INSERT INTO "AuditEntry" (id, "tenantId", action, details) VALUES ('${randomUUID()}', '${short}', 'x', '{}')`],
    { what: "entry_without_link", number: null },
  ],
  [
    "an entry put there with a link of its own",
    [
      `INSERT INTO "AuditEntry" (id, "tenantId", action, details) VALUES ('${noTenant}', '${short}', 'x', '{}')`,
      `INSERT INTO "AuditLink" (chain, number, "entryId", hash) VALUES ('${short}', 41, '${noTenant}', sha256('x'))`,
      `UPDATE "AuditHead" SET number = 41, hash = sha256('x') WHERE chain = '${short}'`,
    ],
    { what: "entry_changed", number: 41 },
  ],
  [
    "an entry moved to another tenant",
    [`UPDATE "AuditEntry" SET "tenantId" = '${other}' WHERE id = ${nth(short, 7)}`],
    { what: "entry_changed", number: 7 },
  ],
  [
    "an entry moved to another tenant with its link",
    [
      `UPDATE "AuditEntry" SET "tenantId" = '${other}' WHERE id = ${nth(short, 40)}`,
      `UPDATE "AuditLink" SET chain = '${other}', number = 41 WHERE chain = '${short}' AND number = 40`,
      `UPDATE "AuditHead" h SET number = 39, hash = (SELECT hash FROM "AuditLink" WHERE chain = '${short}' AND number = 39) WHERE chain = '${short}'`,
      `UPDATE "AuditHead" h SET number = 41, hash = (SELECT hash FROM "AuditLink" WHERE chain = '${other}' AND number = 41) WHERE chain = '${other}'`,
    ],
    { chain: other, what: "entry_changed", number: 41 },
  ],
  [
    "the last entry removed with its link",
    [
      `DELETE FROM "AuditEntry" WHERE id = ${nth(short, 40)}`,
      `DELETE FROM "AuditLink" WHERE chain = '${short}' AND number = 40`,
    ],
    { what: "end_moved", number: 40 },
  ],
  ["a head removed", [`DELETE FROM "AuditHead" WHERE chain = '${short}'`], { what: "end_moved", number: 41 }],
  [
    "all links of a tenant removed with its head",
    [`DELETE FROM "AuditLink" WHERE chain = '${short}'`, `DELETE FROM "AuditHead" WHERE chain = '${short}'`],
    { what: "entry_without_link", number: null },
  ],
])("%s is found", async (_what, statements, wanted) => {
  const undo = await tamper(owner, ...statements);
  const faults = await verified();
  await undo();
  expect(faults).toContainEqual(expect.objectContaining({ chain: short, ...wanted }));
});

test("what only a kept end can find is found by it: a trail cut at its end, or written anew", async () => {
  const cut = [
    `DELETE FROM "AuditEntry" WHERE id = ${nth(short, 40)}`,
    `DELETE FROM "AuditLink" WHERE chain = '${short}' AND number = 40`,
    `UPDATE "AuditHead" SET number = 39, hash = (SELECT hash FROM "AuditLink" WHERE chain = '${short}' AND number = 39) WHERE chain = '${short}'`,
  ];
  const anew = [
    `UPDATE "AuditEntry" SET action = 'nothing' WHERE id = ${nth(short, 7)}`,
    `DELETE FROM "AuditLink"`,
    `DELETE FROM "AuditHead"`,
    "SELECT begin_audit_chains()",
  ];
  const gone = ["AuditEntry", "AuditLink", "AuditHead"].map(
    (table) => `DELETE FROM "${table}" WHERE ${table === "AuditEntry" ? '"tenantId"' : "chain"} = '${short}'`,
  );
  const mine = ends.filter(({ chain }) => chain === short);
  for (const [statements, what, number] of [
    [cut, "shorter_than_kept", 40],
    [anew, "other_than_kept", 40],
    [gone, "shorter_than_kept", 1],
  ] as const) {
    const undo = await tamper(owner, ...statements);
    const [without, withKept] = [await verified(), await verified(mine)];
    await undo();
    expect(without).toEqual([]);
    expect(withKept).toEqual([expect.objectContaining({ chain: short, what, number })]);
  }
});

test("the command prints the ends, takes them back, and exits with 1 where it names what is wrong", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portal-audit-"));
  try {
    const whole = await runCommand("audit", url, []);
    expect([whole.code, whole.err]).toEqual([0, ""]);
    for (const end of ends) expect(whole.out).toContain(`${end.entries}  ${end.hash}`);
    const file = join(folder, "kept.txt");
    writeFileSync(file, whole.out);
    expect((await runCommand("audit", url, [file])).code).toBe(0);
    const undo = await tamper(owner, `UPDATE "AuditEntry" SET action = 'nothing' WHERE id = ${nth(short, 7)}`);
    const wrong = await runCommand("audit", url, [file]);
    await undo();
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(new RegExp(`^WRONG in ${short} .*: entry 7 [0-9a-f-]{36} is not as it was written`));
    const noFile = await runCommand("audit", url, [join(folder, "none")]);
    expect(noFile.code).toBe(1);
    writeFileSync(file, "nothing");
    expect((await runCommand("audit", url, [file])).err).toContain("no ends of chains");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("entries from before there were chains are chained once, and never again", async () => {
  const staleFunctions = "COMMENT ON FUNCTION claim_batch IS 'prisma/functions of-before'";
  const undo = await tamper(owner, `DELETE FROM "AuditLink"`, `DELETE FROM "AuditHead"`);
  await owner.query(staleFunctions);
  expect(await applyFunctions(owner)).toBe(true);
  expect((await verifyChains(url)).chains.map(({ chain, entries }) => [chain, entries])).toEqual(
    ends.map(({ chain, entries }) => [chain, entries]),
  );
  expect(await verified()).toEqual([]);
  await undo();
  const put = await tamper(
    owner,
    `INSERT INTO "AuditEntry" (id, action, details) VALUES (gen_random_uuid(), 'x', '{}')`,
  );
  await owner.query(staleFunctions);
  expect(await applyFunctions(owner)).toBe(true);
  expect(await verified()).toEqual([expect.objectContaining({ what: "entry_without_link" })]);
  await put();
});

describe("writers", () => {
  const clients: pg.Client[] = [];
  beforeAll(async () => {
    for (let n = 0; n < 20; n++) {
      const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
      await client.connect();
      clients.push(client);
    }
  });
  afterAll(() => Promise.all(clients.map((client) => client.end())));
  const add = (client: pg.ClientBase, tenantId: string | null) =>
    client.query(
      `INSERT INTO "AuditEntry" (id, "tenantId", action, details) VALUES (gen_random_uuid(), $1, 'x', '{}')`,
      [tenantId],
    );
  const begin = (client: pg.ClientBase, tenantId: string) =>
    client.query(`BEGIN; SET LOCAL app.tenant_id = '${tenantId}'`);

  test("a hundred at once of one tenant make one unbroken chain", async () => {
    const tenantId = randomUUID();
    await Promise.all(
      clients.map(async (client) => {
        for (let n = 0; n < 5; n++) {
          await begin(client, tenantId);
          await add(client, tenantId);
          await client.query(n === 3 ? "ROLLBACK" : "COMMIT");
          await begin(client, tenantId);
          await add(client, tenantId);
          await client.query("COMMIT");
        }
      }),
    );
    expect(await verified()).toEqual([]);
    expect((await headOf(tenantId)).entries).toBe(180);
  });

  test("of several tenants in any order never wait for each other in a circle", async () => {
    const tenantIds = Array.from({ length: 6 }, () => randomUUID());
    const owners = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        return client;
      }),
    );
    let written = 0;
    try {
      await Promise.all(
        owners.map(async (client, place) => {
          for (let n = 0; n < 25; n++) {
            const order = [...tenantIds, null].sort((a, b) => hash(`${a}${place}${n}`) - hash(`${b}${place}${n}`));
            await client.query("BEGIN");
            for (const tenantId of order.slice(0, 4)) await add(client, tenantId);
            await client.query("COMMIT");
            written += 4;
          }
        }),
      );
    } finally {
      await Promise.all(owners.map((client) => client.end()));
    }
    expect(written).toBe(1_200);
    expect(await verified()).toEqual([]);
  });

  test("of many entries at once take no longer with each", async () => {
    const tenantId = randomUUID();
    const many = async (count: number) => {
      const since = performance.now();
      await owner.query(insertEntries, [tenantId, count]);
      return performance.now() - since;
    };
    await many(100);
    const [few, tenfold] = [await many(2_000), await many(20_000)];
    // Where each moved the head, ten times as many took a hundred times as long.
    expect(tenfold).toBeLessThan(25 * few);
    expect((await headOf(tenantId)).entries).toBe(22_100);
  });

  test("wait for nobody who has written an entry and goes on", async () => {
    const tenantId = randomUUID();
    const [slow, quick] = clients as [pg.Client, pg.Client];
    await begin(slow, tenantId);
    await add(slow, tenantId);
    await add(slow, null);
    // Any wait for a lock is refused at once.
    await quick.query("SET lock_timeout = 1");
    try {
      await begin(quick, tenantId);
      await add(quick, null);
      await add(quick, tenantId);
      await quick.query("COMMIT");
    } finally {
      await quick.query("SET lock_timeout = 0");
    }
    expect((await headOf(tenantId)).entries).toBe(1);
    await slow.query("COMMIT");
    expect((await headOf(tenantId)).entries).toBe(2);
    expect(await verified()).toEqual([]);
  });

  test("reach the chains in no other way", async () => {
    const [web] = clients as [pg.Client];
    for (const statement of [
      `SELECT FROM "AuditLink"`,
      `INSERT INTO "AuditLink" VALUES (gen_random_uuid(), 1, gen_random_uuid(), '')`,
      `UPDATE "AuditHead" SET number = 0`,
      `DELETE FROM "AuditHead"`,
      "SELECT begin_audit_chains()",
      `CREATE TEMP TABLE mine AS TABLE "AuditHead"`,
      `DO $$ BEGIN CREATE TEMP TABLE mine (LIKE "AuditEntry"); CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION link_audit_entries(); END $$`,
    ])
      await expect(web.query(statement), statement).rejects.toThrow(/permission denied/);
    // Nor may the owner, without turning triggers off.
    for (const table of ["AuditLink", "AuditHead"])
      await expect(owner.query(`DELETE FROM "${table}"`)).rejects.toThrow("append-only");
    await expect(owner.query(`UPDATE "AuditLink" SET number = 1`)).rejects.toThrow("append-only");
  });
});

/** Any order that is another one for each text. */
function hash(text: string): number {
  return [...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 1_000_003, 7);
}
