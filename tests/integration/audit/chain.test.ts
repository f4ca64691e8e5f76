import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { timeOfId } from "#lib/database/new-id.ts";
import { readEnds, tellEnd } from "#prisma/audit/kept-ends.ts";
import { type ChainEnd, verifyChains, verifyWithin } from "#prisma/audit/verify-chains.ts";
import { applyFunctions } from "#prisma/functions.ts";
import { withClient } from "#prisma/migrate.ts";
import { oneByteOff, tamper, whileTampered } from "#tests/support/audit/tampered-trail.ts";
import { runCommand } from "#tests/support/backup/run-command.ts";
import { createTestDatabase } from "#tests/support/database/database.ts";
import { cases } from "#tests/support/depth.ts";

const url = process.env.DATABASE_OWNER_URL ?? "";
const noTenant = "00000000-0000-0000-0000-000000000000";
/** Of one chain more than is read at once, so that every walk crosses a slice's border; of the others some. */
const linksAtOnce = 20;
const [long, short, other] = [randomUUID(), randomUUID(), randomUUID()];
const sizes = [
  [long, linksAtOnce + 5],
  [short, 12],
  [other, 12],
  [null, 12],
] as const;

/** Entries with every kind of value in every column, null where it may be. */
const insertEntries = `INSERT INTO "AuditEntry" (id, "actorId", "tenantId", action, subject, details, address)
  SELECT gen_random_uuid(), CASE WHEN n % 3 > 0 THEN gen_random_uuid() END, $1, 'action_' || n, CASE WHEN n % 4 > 0 THEN 'ñ👩🏽 2:ab' || n END,
    jsonb_build_object('a', n, 'b', E'line\n"quoted" \\ \u0001 é', 'c', NULL, 'd', 1.50, 'e', true), CASE WHEN n % 5 > 0 THEN '192.0.2.' || n % 200 END
  FROM generate_series(1, $2::int) AS n`;

const fill = async (client: pg.ClientBase) => {
  for (const [tenantId, count] of sizes) await client.query(insertEntries, [tenantId, count]);
};

/** A connection that ends with the test. */
async function connected(address: string | undefined): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** A database with a trail of its own, for a test that leaves it changed. */
async function ownTrail(): Promise<string> {
  const own = await createTestDatabase(inject("testServerUrl"));
  onTestFinished(() => own.drop());
  await withClient(own.url, fill);
  return own.url;
}

const verified = async (kept: readonly ChainEnd[] = []) => (await verifyChains(url, kept)).faults;
const headOf = async (chain: string) =>
  (await verifyChains(url)).chains.find((one) => one.chain === chain) ?? { entries: 0, hash: "" };

/** What is found wrong after `changes`; with what was kept of the ends before, if anything was. */
const faultsOn = (client: pg.Client, changes: readonly string[], kept: readonly ChainEnd[] = []) =>
  whileTampered(client, changes, async () => (await verifyWithin(client, kept, linksAtOnce)).faults);
const faultsAfter = (changes: readonly string[], kept: readonly ChainEnd[] = []) =>
  withClient(url, (client) => faultsOn(client, changes, kept));

await withClient(url, fill);
const ends: readonly ChainEnd[] = (await verifyChains(url)).chains;

test("a trail that nobody touched is whole, and says where each chain ends", async () => {
  expect(await verified(ends)).toEqual([]);
  expect(await faultsAfter([], ends)).toEqual([]);
  expect(ends.map(({ chain, entries }) => [chain, entries]).sort()).toEqual(
    sizes.map(([chain, count]) => [chain ?? noTenant, count]).sort(),
  );
  expect(readEnds(ends.map((end) => tellEnd({ ...end, tenant: null })).join("\n"))).toEqual(
    ends.map(({ chain, entries, hash }) => ({ chain, entries, hash })),
  );
});

const columns = await withClient(url, async (client) => {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    `SELECT table_name AS "table", column_name AS "column", data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name IN ('AuditEntry', 'AuditLink', 'AuditHead') ORDER BY 1, ordinal_position`,
  );
  return rows;
});

describe("one changed byte is found, and named", () => {
  test("in all columns that there are", () => {
    expect(columns.map(({ table }) => table).filter((one) => one === "AuditEntry")).toHaveLength(8);
  });

  test.each(columns.filter(({ table }) => table === "AuditEntry"))("$table: $column", async ({ column, type }) => {
    const client = await connected(url);
    const { rows } = await client.query<{ number: number; id: string }>(
      `SELECT number::int, "entryId" AS id FROM "AuditLink" WHERE chain = $1 ORDER BY number`,
      [long],
    );
    // Among the places are values and nulls, the first and the last of a slice and of the chain.
    expect(rows).toHaveLength(linksAtOnce + 5);
    for (const { number, id } of rows) {
      if (number > 6 && number < linksAtOnce - 1) continue;
      const [fault] = await faultsOn(client, [
        `UPDATE "AuditEntry" SET "${column}" = ${oneByteOff(column, type)} WHERE id = '${id}'`,
      ]);
      const what = column === "id" ? "entry_gone" : "entry_changed";
      expect(fault, `${column} of ${number}`).toEqual({ chain: long, what, number, entryId: id });
    }
  });

  test.each(columns.filter(({ table }) => table === "AuditLink"))("$table: $column", async ({ column, type }) => {
    for (const number of [1, 5, 12]) {
      // A number may be taken: then the one that has it makes room.
      const faults = await faultsAfter([
        ...(column === "number"
          ? [`UPDATE "AuditLink" SET number = number + 1000 WHERE chain = '${short}' AND number > ${number}`]
          : []),
        `UPDATE "AuditLink" SET "${column}" = ${oneByteOff(column, type)} WHERE chain = '${short}' AND number = ${number}`,
      ]);
      const named = faults.filter(({ chain }) => chain === short).map((fault) => fault.number);
      expect(named, `${column} of ${number}`).toContain(number);
    }
  });

  test.each(columns.filter(({ table }) => table === "AuditHead"))("$table: $column", async ({ column, type }) => {
    const faults = await faultsAfter([
      `UPDATE "AuditHead" SET "${column}" = ${oneByteOff(column, type)} WHERE chain = '${short}'`,
    ]);
    expect(faults).toContainEqual({ chain: short, what: "end_moved", number: 13, entryId: null });
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
      `UPDATE "AuditHead" SET number = 11 WHERE chain = '${short}'`,
    ],
    { what: "entry_changed", number: 7 },
  ],
  [
    "two entries exchanged",
    [
      `CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM "AuditLink" WHERE chain = '${short}' AND number IN (7, 9)`,
      `UPDATE "AuditLink" l SET "entryId" = gen_random_uuid() WHERE chain = '${short}' AND number IN (7, 9)`,
      `UPDATE "AuditLink" l SET "entryId" = k."entryId" FROM kept k
       WHERE l.chain = k.chain AND (l.number, k.number) IN ((7, 9), (9, 7))`,
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
      `INSERT INTO "AuditLink" (chain, number, "entryId", hash) VALUES ('${short}', 13, '${noTenant}', sha256('x'))`,
      `UPDATE "AuditHead" SET number = 13, hash = sha256('x') WHERE chain = '${short}'`,
    ],
    { what: "entry_changed", number: 13 },
  ],
  [
    "an entry moved to another tenant",
    [`UPDATE "AuditEntry" SET "tenantId" = '${other}' WHERE id = ${nth(short, 7)}`],
    { what: "entry_changed", number: 7 },
  ],
  [
    "an entry moved to another tenant with its link",
    [
      `UPDATE "AuditEntry" SET "tenantId" = '${other}' WHERE id = ${nth(short, 12)}`,
      `UPDATE "AuditLink" SET chain = '${other}', number = 13 WHERE chain = '${short}' AND number = 12`,
      `UPDATE "AuditHead" h SET number = 11, hash = (SELECT hash FROM "AuditLink" WHERE chain = '${short}' AND number = 11) WHERE chain = '${short}'`,
      `UPDATE "AuditHead" h SET number = 13, hash = (SELECT hash FROM "AuditLink" WHERE chain = '${other}' AND number = 13) WHERE chain = '${other}'`,
    ],
    { chain: other, what: "entry_changed", number: 13 },
  ],
  [
    "the last entry removed with its link",
    [
      `DELETE FROM "AuditEntry" WHERE id = ${nth(short, 12)}`,
      `DELETE FROM "AuditLink" WHERE chain = '${short}' AND number = 12`,
    ],
    { what: "end_moved", number: 12 },
  ],
  ["a head removed", [`DELETE FROM "AuditHead" WHERE chain = '${short}'`], { what: "end_moved", number: 13 }],
  [
    "all links of a tenant removed with its head",
    [`DELETE FROM "AuditLink" WHERE chain = '${short}'`, `DELETE FROM "AuditHead" WHERE chain = '${short}'`],
    { what: "entry_without_link", number: null },
  ],
])("%s is found", async (_what, statements, wanted) => {
  const faults = await faultsAfter(statements);
  expect(faults).toContainEqual(expect.objectContaining({ chain: short, ...wanted }));
});

/** An entry of `short` that whoever owns the database puts at its end, with all hashes right: dated at `at`, linked at `linked`. */
const putLast = (at: string, linked: string) => [
  `INSERT INTO "AuditEntry" (id, at, "tenantId", action, details) VALUES ('${noTenant}', ${at}, '${short}', 'x', '{}')`,
  `INSERT INTO "AuditLink" (chain, number, "entryId", hash, at)
   SELECT h.chain, 13, e.id, audit_hash(h.hash, e, ${linked}), ${linked} FROM "AuditHead" h, "AuditEntry" e WHERE h.chain = '${short}' AND e.id = '${noTenant}'`,
  `UPDATE "AuditHead" h SET number = l.number, hash = l.hash, at = l.at FROM "AuditLink" l WHERE h.chain = '${short}' AND l.chain = h.chain AND l.number = 13`,
];
const yearBack = `date_trunc('milliseconds', now() - interval '1 year')`;
const linkedNow = `date_trunc('milliseconds', now() + interval '1 minute')`;

test.each([
  ["a year back", yearBack, linkedNow],
  ["a year back with its link", yearBack, yearBack],
  ["as before links had a time", yearBack, "NULL::timestamptz"],
  ["later than its link", `${linkedNow} + interval '1 second'`, linkedNow],
])("an entry dated %s is found, whatever its hash", async (_what, at, linked) => {
  expect(await faultsAfter(putLast(at, linked))).toEqual([
    { chain: short, what: "time_wrong", number: 13, entryId: noTenant },
  ]);
});

test("an entry is whole that was written in the day before it was linked, or while the clock stood still", async () => {
  expect(await faultsAfter(putLast(`${linkedNow} - interval '23 hours'`, linkedNow))).toEqual([]);
  const last = `(SELECT at FROM "AuditHead" WHERE chain = '${short}')`;
  expect(await faultsAfter(putLast(yearBack, last))).toEqual([]);
});

test("a clock that was ahead stands still in the chain, until it is caught up with", async () => {
  const url = await ownTrail();
  const owner = await connected(url);
  const ahead = putLast(`now() + interval '1 year'`, `now() + interval '1 year'`).map((one) =>
    one.replaceAll("now() + interval '1 year'", `date_trunc('milliseconds', now() + interval '1 year')`),
  );
  await tamper(owner, ahead);
  await owner.query(insertEntries, [short, 3]);
  expect((await verifyChains(url)).faults).toEqual([]);
});

test("links of before their time was kept go on being verified", async () => {
  const url = await ownTrail();
  const owner = await connected(url);
  await tamper(owner, [`DELETE FROM "AuditLink"`, `DELETE FROM "AuditHead"`, "SELECT begin_audit_chains()"]);
  await owner.query(insertEntries, [short, 3]);
  const { chains, faults } = await verifyChains(url);
  expect([chains.find(({ chain }) => chain === short)?.entries, faults]).toEqual([15, []]);
});

test("what only a kept end can find is found by it: a trail cut at its end, or written anew", async () => {
  const cut = [
    `DELETE FROM "AuditEntry" WHERE id = ${nth(short, 12)}`,
    `DELETE FROM "AuditLink" WHERE chain = '${short}' AND number = 12`,
    `UPDATE "AuditHead" SET number = 11, hash = (SELECT hash FROM "AuditLink" WHERE chain = '${short}' AND number = 11) WHERE chain = '${short}'`,
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
    [cut, "shorter_than_kept", 12],
    [anew, "other_than_kept", 12],
    [gone, "shorter_than_kept", 1],
  ] as const) {
    expect(await faultsAfter(statements)).toEqual([]);
    expect(await faultsAfter(statements, mine)).toEqual([expect.objectContaining({ chain: short, what, number })]);
  }
});

test("the command prints the ends, takes them back, and exits with 1 where it names what is wrong", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portal-audit-"));
  const url = await ownTrail();
  const { chains } = await verifyChains(url);
  try {
    const whole = await runCommand("audit", url, []);
    expect([whole.code, whole.err]).toEqual([0, ""]);
    for (const end of chains) expect(whole.out).toContain(`${end.entries}  ${end.hash}`);
    const file = join(folder, "kept.txt");
    writeFileSync(file, whole.out);
    expect((await runCommand("audit", url, [file])).code).toBe(0);
    const change = `UPDATE "AuditEntry" SET action = 'nothing' WHERE id = ${nth(short, 7)}`;
    await withClient(url, (owner) => tamper(owner, [change]));
    const wrong = await runCommand("audit", url, [file]);
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
  const url = await ownTrail();
  const owner = await connected(url);
  const staleFunctions = "COMMENT ON FUNCTION claim_batch IS 'prisma/functions of-before'";
  await tamper(owner, [`DELETE FROM "AuditLink"`, `DELETE FROM "AuditHead"`]);
  await owner.query(staleFunctions);
  expect(await applyFunctions(owner)).toBe(true);
  const { chains, faults } = await verifyChains(url);
  expect(chains.map(({ chain, entries }) => [chain, entries]).sort()).toEqual(
    sizes.map(([chain, count]) => [chain ?? noTenant, count]).sort(),
  );
  expect(faults).toEqual([]);
  await tamper(owner, [`INSERT INTO "AuditEntry" (id, action, details) VALUES (gen_random_uuid(), 'x', '{}')`]);
  await owner.query(staleFunctions);
  expect(await applyFunctions(owner)).toBe(true);
  expect((await verifyChains(url)).faults).toEqual([expect.objectContaining({ what: "entry_without_link" })]);
});

describe("writers", () => {
  /** Connections of portals. */
  const portals = (count: number) =>
    Promise.all(Array.from({ length: count }, () => connected(process.env.DATABASE_URL)));
  const add = (client: pg.ClientBase, tenantId: string | null) =>
    client.query(
      `INSERT INTO "AuditEntry" (id, "tenantId", action, details) VALUES (gen_random_uuid(), $1, 'x', '{}')`,
      [tenantId],
    );
  const begin = (client: pg.ClientBase, tenantId: string) =>
    client.query(`BEGIN; SET LOCAL app.tenant_id = '${tenantId}'`);

  test("a hundred at once of one tenant make one unbroken chain", async () => {
    const tenantId = randomUUID();
    const clients = await portals(20);
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
    const tenantIds = Array.from({ length: 6 }, (): string => randomUUID());
    const { entries: othersOfNone } = await headOf(noTenant);
    const owners = await Promise.all(Array.from({ length: 12 }, () => connected(url)));
    const rounds = cases(25, 8);
    await Promise.all(
      owners.map(async (client, place) => {
        for (let n = 0; n < rounds; n++) {
          const order = [...tenantIds, null].sort((a, b) => hash(`${a}${place}${n}`) - hash(`${b}${place}${n}`));
          await client.query("BEGIN");
          for (const tenantId of order.slice(0, 4)) await add(client, tenantId);
          await client.query("COMMIT");
        }
      }),
    );
    const { chains, faults } = await verifyChains(url);
    const written = chains.filter(({ chain }) => tenantIds.includes(chain) || chain === noTenant);
    expect(written.reduce((sum, { entries }) => sum + entries, 0)).toBe(othersOfNone + owners.length * rounds * 4);
    expect(faults).toEqual([]);
  });

  test("of many entries at once move the chain's end once, and read no more for each", async () => {
    const owner = await connected(url);
    /** What linking so many entries, written by one statement, does to the tables of the trail. */
    const linking = async (count: number) => {
      await owner.query("BEGIN");
      await owner.query(insertEntries, [randomUUID(), count]);
      const work = `SELECT sum(n_tup_upd)::int AS moves, sum(seq_tup_read + idx_tup_fetch)::int AS reads
        FROM pg_stat_xact_user_tables WHERE relname IN ('AuditEntry', 'AuditLink', 'AuditHead')`;
      const { rows: before } = await owner.query(work);
      await owner.query("SET CONSTRAINTS ALL IMMEDIATE");
      const { rows: after } = await owner.query(work);
      await owner.query("ROLLBACK");
      return { moves: after[0].moves - before[0].moves, reads: after[0].reads - before[0].reads };
    };
    const [few, tenfold] = [await linking(100), await linking(1_000)];
    expect([few.moves, tenfold.moves]).toEqual([1, 1]);
    expect(tenfold.reads).toBeLessThanOrEqual(10 * few.reads);
  });

  test("wait for nobody who has written an entry and goes on", async () => {
    const tenantId = randomUUID();
    const [slow, quick] = (await portals(2)) as [pg.Client, pg.Client];
    await begin(slow, tenantId);
    await add(slow, tenantId);
    await add(slow, null);
    // The other one ends only afterwards: a wait for it would be one for ever.
    await begin(quick, tenantId);
    await add(quick, null);
    await add(quick, tenantId);
    await quick.query("COMMIT");
    expect((await headOf(tenantId)).entries).toBe(1);
    await slow.query("COMMIT");
    expect((await headOf(tenantId)).entries).toBe(2);
    expect(await verified()).toEqual([]);
  });

  test("date nothing: time and id are the database's", async () => {
    const tenantId = randomUUID();
    const [web] = (await portals(1)) as [pg.Client];
    await begin(web, tenantId);
    await web.query(
      `INSERT INTO "AuditEntry" (id, at, "tenantId", action, details)
       SELECT (lpad(to_hex(n), 12, '0') || '70008000000000000000')::uuid, now() - interval '1 year', $1, 'x' || n, '{}' FROM generate_series(1, 50) AS n`,
      [tenantId],
    );
    await web.query("COMMIT");
    const { rows } = await (await connected(url)).query<{ id: string; at: Date; action: string }>(
      `SELECT id, at, action, now() - at < interval '1 hour' AS "isNow" FROM "AuditEntry" WHERE "tenantId" = $1 ORDER BY id`,
      [tenantId],
    );
    expect(rows.map(({ id, at }) => timeOfId(id) - at.getTime())).toEqual(rows.map(() => 0));
    expect(rows).toEqual(
      Array.from({ length: 50 }, (_, n) => expect.objectContaining({ action: `x${n + 1}`, isNow: true })),
    );
    expect(await verified()).toEqual([]);
  });

  test.each([
    ["a setting of before", ["SET LOCAL app.audit_since = 'ffffffff-ffff-ffff-ffff-ffffffffffff'"]],
    ["links made early and undone", ["SAVEPOINT s", "SET CONSTRAINTS ALL IMMEDIATE", "ROLLBACK TO s"]],
    ["links made early", ["SET CONSTRAINTS ALL IMMEDIATE", "add"]],
    ["links that wait again", ["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED", "add"]],
    ["an entry undone", ["SAVEPOINT s", "add", "ROLLBACK TO s"]],
    ["no index", ["SET LOCAL enable_indexscan = off", "SET LOCAL enable_bitmapscan = off"]],
    ["other tables first", ["SET LOCAL search_path = pg_temp, public, pg_catalog"]],
  ])("leave no entry outside of its chain with %s", async (_what, statements) => {
    const tenantId = randomUUID();
    const [web] = (await portals(1)) as [pg.Client];
    await begin(web, tenantId);
    await add(web, tenantId);
    for (const statement of statements)
      if (statement === "add") await add(web, tenantId);
      else await web.query(statement);
    await web.query("COMMIT");
    await web.query(`BEGIN; SET LOCAL app.tenant_id = '${tenantId}'`);
    const { rows } = await web.query<{ count: number }>(`SELECT count(*)::int FROM "AuditEntry"`);
    await web.query("ROLLBACK");
    expect(await verified()).toEqual([]);
    expect((await headOf(tenantId)).entries).toBe(rows[0]?.count);
  });

  test("reach the chains in no other way", async () => {
    const [web, owner] = [await connected(process.env.DATABASE_URL), await connected(url)];
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
