import pg, { Query } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { portalDatabase, tenantDatabase, tenantsDatabase, withTransaction } from "#lib/database/client.ts";
import { newId } from "#lib/database/new-id.ts";
import { withBulkTransaction, withStagingTransaction } from "#lib/database/pool.ts";
import { ReachedQuery } from "#lib/database/reached-query.ts";
import { type SqlClient, sql } from "#lib/database/sql-text.ts";
import type { TenantId } from "#lib/services/context.ts";
import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { acrossTenants, loginRoles, tables } from "#prisma/access/tables.ts";
import { makeTenant, makeUser } from "#tests/support/factories.ts";
import { fillComparison } from "#tests/support/history/fill-comparison.ts";
import { fillHistory } from "#tests/support/history/fill-history.ts";
import { makeTenantPortfolio } from "#tests/support/snapshots/portfolio-run.ts";

// The second wall: whatever a query forgets, a tenant's transaction sees and writes rows of that tenant only. Every table
// is walked that has a tenant.
const owner = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
const walked = Object.entries(tables).flatMap(([table, { tenant }]) =>
  tenant === null ? [] : [[table, tenant] as const],
);
let mine: TenantId;
let theirs: TenantId;

beforeAll(async () => {
  await owner.connect();
  const admin = await makeUser("admin");
  mine = (await makeTenant(admin, { server: "crm01.wolkvox.com" })).tenantId;
  theirs = (await makeTenant(admin, { server: "crm01.wolkvox.com" })).tenantId;
  const { actor } = await makeUser("supervisor", [mine, theirs]);
  const size = { uploads: 60, records: 3_000, largest: 1_200, auditEntries: 40 };
  for (const tenantId of [mine, theirs]) {
    const { finishedId, stagedId } = await fillHistory(owner, { tenantIds: [tenantId], userId: actor.userId, size });
    await fillComparison(owner, stagedId, 10);
    const portfolioId = await makeTenantPortfolio(tenantId, "Banco A");
    for (const statement of besides)
      await owner.query(statement, [tenantId, portfolioId, finishedId, actor.userId].slice(0, count(statement)));
  }
});

afterAll(async () => {
  await owner.end();
  await closeDatabase();
});

/** A row in each table that the history does not fill. */
const besides = [
  `INSERT INTO "SavedFilter" (id, "tenantId", "userId", name, query) SELECT gen_random_uuid(), $1, $4, 'f', '' WHERE $2::uuid IS NOT NULL AND $3::uuid IS NOT NULL`,
  `INSERT INTO "Hold" (id, "tenantId", identification, key, why, "byId") SELECT gen_random_uuid(), $1, '1', '1', 'claim', $4 WHERE $2::uuid IS NOT NULL AND $3::uuid IS NOT NULL`,
  `INSERT INTO "CustomField" (id, "tenantId", level, label, kind, "allowedValues") VALUES (gen_random_uuid(), $1, 'debtor', 'x', 'text', '{}')`,
  `INSERT INTO "MappingTemplate" (id, "tenantId", fingerprint, headers, mapping) VALUES (gen_random_uuid(), $1, 'f', '{}', '{}')`,
  `INSERT INTO "PortfolioShape" ("tenantId", "portfolioId", fingerprint, "fileName") VALUES ($1, $2, 'f', 'x')`,
  `INSERT INTO "SnapshotDebtor" ("tenantId", "portfolioId", identification, digest, "stableDigest", obligations, balance, "uploadId", place)
   VALUES ($1, $2, '1', '', '', 1, 1, gen_random_uuid(), now())`,
  `INSERT INTO "LoadMeasures" ("uploadId", "tenantId", "portfolioId", measures, oddities) VALUES ($3, $1, $2, '{}', '[]') ON CONFLICT DO NOTHING`,
  `INSERT INTO "ListPart" ("tenantId", "uploadId", list, sequence, sha256, items, "firstRow", "lastRow", source) SELECT $1, $3, 'edits', 0, '', 0, 0, 0, '' WHERE $2::uuid IS NOT NULL`,
  `INSERT INTO "Chunk" ("tenantId", "uploadId", sequence, sha256, "firstRow", "rowCount") SELECT $1, $3, 999, '', 0, 0 WHERE $2::uuid IS NOT NULL`,
  `INSERT INTO "SetAsideRow" ("tenantId", "uploadId", row, line, reason) SELECT $1, $3, 999, 999, 'x' WHERE $2::uuid IS NOT NULL`,
  `INSERT INTO "Takeover" ("tenantId", "fromId", "intoId", debtors) SELECT $1, $3, $3, 0 WHERE $2::uuid IS NOT NULL ON CONFLICT DO NOTHING`,
  `INSERT INTO "TokenBudget" ("tenantId") VALUES ($1) ON CONFLICT DO NOTHING`,
];
const count = (statement: string) => Math.max(...Array.from(statement.matchAll(/\$(\d)/g), ([, n]) => Number(n)));

/** What becomes of a statement in a transaction of `mine` that is rolled back: how many rows, or the code of its refusal. */
async function tried(
  from: pg.ClientBase | SqlClient,
  statement: string,
  values: readonly unknown[] = [],
): Promise<number | string> {
  const client = from as pg.ClientBase;
  await client.query("SAVEPOINT tried");
  try {
    return (await client.query(statement, [...values])).rowCount ?? 0;
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? "") : String(error);
  } finally {
    await client.query("ROLLBACK TO tried");
  }
}

const refused = "42501";

test("both tenants have rows in every table", async () => {
  for (const [table, column] of walked) {
    const { rows } = await owner.query(
      `SELECT count(DISTINCT "${column}")::int AS n FROM "${table}" WHERE "${column}" IN ($1, $2)`,
      [mine, theirs],
    );
    expect([table, rows[0]?.n]).toEqual([table, 2]);
  }
});

describe.each(loginRoles.filter((role) => role !== "portal_staging"))("as %s with a tenant set", (role) => {
  const held = async (work: (client: pg.Client) => Promise<void>, setting = `SET LOCAL app.tenant_id = '${mine}'`) => {
    await owner.query(`BEGIN; SET LOCAL ROLE ${role}; ${setting}`);
    try {
      await work(owner);
    } finally {
      await owner.query("ROLLBACK");
    }
  };

  test.each(walked)("another tenant's rows of %s are not read, changed, deleted or made", async (table, column) => {
    await held(async (client) => {
      const some = await tried(client, `SELECT "${column}" FROM "${table}"`);
      // No right at all, or its own rows and no others.
      if (some !== refused) expect(some).toBeGreaterThan(0);
      expect([0, refused]).toContain(
        await tried(client, `SELECT "${column}" FROM "${table}" WHERE "${column}" IS DISTINCT FROM $1`, [mine]),
      );
      expect([0, refused]).toContain(
        await tried(client, `UPDATE "${table}" SET "${column}" = "${column}" WHERE "${column}" = $1`, [theirs]),
      );
      // Nor are rows given away.
      expect([refused, "23503", "23505", "23514"]).toContain(
        await tried(client, `UPDATE "${table}" SET "${column}" = $1`, [theirs]),
      );
      expect([0, refused]).toContain(await tried(client, `DELETE FROM "${table}" WHERE "${column}" = $1`, [theirs]));
    });
    // A copy of a row of theirs, under no trigger and no key but the policy's.
    const { rows } = await owner.query<{ columns: string }>(
      `SELECT string_agg(format('%I', attname), ', ') AS columns FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
      [`"${table}"`],
    );
    const columns = rows[0]?.columns ?? "";
    await owner.query(
      `CREATE TEMPORARY TABLE copied AS SELECT ${columns} FROM "${table}" WHERE "${column}" = '${theirs}' LIMIT 1; GRANT SELECT ON copied TO PUBLIC`,
    );
    await held(async (client) => {
      expect(await tried(client, `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM copied`)).toBe(refused);
    }).finally(() => owner.query("DROP TABLE copied"));
  });

  test.each(walked)("with nothing set %s is empty", async (table, column) => {
    for (const setting of ["SELECT 1", "SET LOCAL app.tenant_id = ''", "SET LOCAL app.tenant_ids = '{}'"])
      await held(async (client) => {
        expect([0, refused]).toContain(await tried(client, `SELECT "${column}" FROM "${table}"`));
        expect([0, refused]).toContain(await tried(client, `UPDATE "${table}" SET "${column}" = "${column}"`));
      }, setting);
  });

  test("nobody else's functions across tenants can be called", async () => {
    await held(async (client) => {
      for (const [name, callers] of Object.entries(acrossTenants)) {
        const { rows } = await client.query(
          "SELECT bool_or(has_function_privilege(oid, 'EXECUTE')) AS may FROM pg_proc WHERE proname = $1",
          [name],
        );
        expect([name, rows[0]?.may]).toEqual([name, callers.includes(role)]);
      }
    });
  });
});

test.each(walked)("lists of several tenants read %s of those alone, and write nothing", async (table, column) => {
  for (const ids of [[mine], [mine, theirs]]) {
    await owner.query(
      `BEGIN; SET LOCAL ROLE portal_web; SET LOCAL ROLE portal_lists; SET LOCAL app.tenant_ids = '{${ids.join(",")}}'`,
    );
    try {
      const seen = await owner.query("SELECT has_column_privilege($1, $2, 'SELECT') AS may", [`"${table}"`, column]);
      if (seen.rows[0]?.may === true) {
        const { rows } = await owner.query<{ id: string }>(
          `SELECT DISTINCT "${column}" AS id FROM "${table}" ORDER BY 1`,
        );
        expect(rows.map(({ id }) => id)).toEqual([...ids].sort());
      }
      for (const write of [
        `UPDATE "${table}" SET "${column}" = "${column}"`,
        `DELETE FROM "${table}"`,
        `INSERT INTO "${table}" DEFAULT VALUES`,
      ])
        expect(await tried(owner, write)).toBe(refused);
    } finally {
      await owner.query("ROLLBACK");
    }
  }
});

describe("what the portal's own clients see", () => {
  const uploadsOf = (tenantId: TenantId) =>
    owner.query(`SELECT FROM "Upload" WHERE "tenantId" = $1`, [tenantId]).then(({ rowCount }) => rowCount);

  test("is one tenant's, those of several, or nothing, at the same moment", async () => {
    const clients = [tenantDatabase(mine), tenantDatabase(theirs), tenantsDatabase([mine, theirs]), portalDatabase()];
    const [own, other] = [(await uploadsOf(mine)) ?? 0, (await uploadsOf(theirs)) ?? 0];
    expect(own).not.toBe(0);
    const counts = await Promise.all(Array.from({ length: 40 }, (_, n) => clients[n % 4]!.upload.count()));
    expect(counts).toEqual(Array.from({ length: 10 }, () => [own, other, own + other, 0]).flat());
  });

  test("does not outlast a transaction, whether it commits or not", async () => {
    const seen = () => portalDatabase().upload.count();
    await withTransaction(mine, (tx) => tx.upload.count());
    await withTransaction(mine, () => Promise.reject(new Error("rolled back"))).catch(() => undefined);
    await withBulkTransaction(mine, (client) => client.query(sql`SELECT FROM "Upload"`));
    expect(await Promise.all(Array.from({ length: 20 }, seen))).toEqual(Array.from({ length: 20 }, () => 0));
  });

  test("that a later pg would not send leaves nothing to see", async () => {
    // As a release would that calls these methods otherwise: each is then pg's own.
    const names = ["requiresPreparation", "prepare", "handleDataRow", "handleCommandComplete"] as const;
    const own = Query.prototype as unknown as Record<string, (...given: unknown[]) => never>;
    const spies = names.map((name) =>
      vi.spyOn(ReachedQuery.prototype, name).mockImplementation(function (this: unknown, ...given: unknown[]) {
        return own[name]!.apply(this, given);
      }),
    );
    try {
      expect(await tenantDatabase(mine).upload.count()).toBe(0);
      expect(await tenantDatabase(mine).$queryRaw`SELECT ordinal FROM "Record" LIMIT 1`).toEqual([]);
      expect(spies[1]).toHaveBeenCalled();
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    expect(await tenantDatabase(mine).upload.count()).toBeGreaterThan(0);
  });

  test("is asked with findFirst: findUnique would answer for whoever asks at that moment", async () => {
    await expect(tenantDatabase(mine).upload.findUnique({ where: { id: newId() } })).rejects.toThrow("findFirst");
  });

  test("needs an id: nothing else gets into a statement", async () => {
    const other = `${mine}'; SET LOCAL ROLE portal_lists; --` as TenantId;
    await expect(tenantDatabase(other).upload.count()).rejects.toThrow("not an id");
    await expect(withTransaction(other, (tx) => tx.upload.count())).rejects.toThrow("not an id");
  });
});

describe("what is staged", () => {
  const writable = walked.filter(([table]) => (tables[table]?.staging ?? []).length > 0 && table !== "Tenant");

  test.each(writable)("is refused in %s for another tenant, whatever writes it", async (table, column) => {
    await withStagingTransaction(mine, async (client) => {
      for (const [event, statement] of [
        ["UPDATE", `UPDATE "${table}" SET "${column}" = "${column}" WHERE "${column}" = '${theirs}'`],
        ["DELETE", `DELETE FROM "${table}" WHERE "${column}" = '${theirs}'`],
      ] as const) {
        const { rows } = await client.query<{ may: boolean }>(sql`SELECT has_table_privilege($1, $2) AS may`, [
          `"${table}"`,
          event,
        ]);
        const became = await tried(client, statement);
        expect([table, event, became]).toEqual([table, event, rows[0]?.may === true ? refused : became]);
        expect([refused, 0]).toContain(became);
      }
    });
  });

  test("is refused for another tenant by COPY, too", async () => {
    const { rows } = await owner.query<{ id: string }>(`SELECT id FROM "Upload" WHERE "tenantId" = $1 LIMIT 1`, [
      theirs,
    ]);
    const insert = `INSERT INTO "SetAsideRow" ("tenantId", "uploadId", row, line, reason) VALUES ($1, $2, 5000, 1, 'x')`;
    await withStagingTransaction(mine, async (client) => {
      expect(await tried(client, insert, [theirs, rows[0]?.id])).toBe(refused);
    });
    await withStagingTransaction(theirs, async (client) => {
      expect(await tried(client, insert, [theirs, rows[0]?.id])).toBe(1);
      await client.query(sql`SET LOCAL app.tenant_id = ''`);
      expect(await tried(client, insert, [theirs, rows[0]?.id])).toBe(refused);
    });
  });
});

test("halves and retries stay with their tenant, and a tenant with uploads stays", async () => {
  await owner.query("BEGIN");
  try {
    const id = async (table: string, tenantId: string) =>
      (await owner.query<{ id: string }>(`SELECT id FROM "${table}" WHERE "tenantId" = $1 LIMIT 1`, [tenantId])).rows[0]
        ?.id;
    expect(
      await tried(owner, `UPDATE "Upload" SET "retryOfId" = $1 WHERE id = $2`, [
        await id("Upload", theirs),
        await id("Upload", mine),
      ]),
    ).toBe("23503");
    expect(
      await tried(owner, `UPDATE "Batch" SET "parentId" = $1 WHERE id = $2`, [
        await id("Batch", theirs),
        await id("Batch", mine),
      ]),
    ).toBe("23503");
    expect(await tried(owner, `DELETE FROM "Tenant" WHERE id = $1`, [mine])).toBe("23001");
    const { rows } = await owner.query(
      `SELECT c.conrelid::regclass::text || ' ' || c.conname AS key FROM pg_constraint c
       WHERE c.contype = 'f' AND c.confrelid::regclass::text <> '"Tenant"'
         AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attname = 'tenantId')
         AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.confrelid AND a.attname = 'tenantId')
         AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attname = 'tenantId' AND a.attnum = ANY(c.conkey))`,
    );
    expect(rows).toEqual([]);
  } finally {
    await owner.query("ROLLBACK");
  }
});
