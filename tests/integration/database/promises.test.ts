import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordMoves } from "#lib/domain/outcome/record-state.ts";
import { envOf } from "#lib/env.ts";

// Plain SQL on purpose: this must hold whatever program writes.
const client = new pg.Client({ connectionString: envOf("DATABASE_OWNER_URL").DATABASE_OWNER_URL });
const tenantId = randomUUID();
const userId = randomUUID();
let uploadId = "";
let batchId = "";

beforeAll(async () => {
  await client.connect();
  await client.query(
    `insert into "Tenant" ("id", "name", "operation", "server", "tokenSealed", "tokenKeyId", "tokenLastFour", "updatedAt")
     values ($1, 'T', 'op', 'crm.wolkvox.com', '\\x00', 'k', '1234', now())`,
    [tenantId],
  );
  await client.query(
    `insert into "User" ("id", "email", "name", "passwordHash", "role") values ($1, 'a@example.test', 'A', 'x', 'admin')`,
    [userId],
  );
});
afterAll(() => client.end());

beforeEach(async () => {
  uploadId = randomUUID();
  batchId = randomUUID();
  await client.query(
    `insert into "Upload" ("id", "tenantId", "createdById", "fileName", "fileBytes", "fileSha256", "headers", "mapping", "fields",
       "country", "currency", "batchSize", "rowCount", "chunkCount")
     values ($1, $2, $3, 'f.csv', 1, 'x', '{}', '{}', '{}', 'CO', 'COP', 100, 3, 1)`,
    [uploadId, tenantId, userId],
  );
  await client.query(
    `insert into "Batch" ("id", "tenantId", "uploadId", "ordinal", "debtors", "obligations", "balance", "bytes", "sha256")
     values ($1, $2, $3, 0, 3, 6, 300.30, 1, 'x')`,
    [batchId, tenantId, uploadId],
  );
});

/** Inserts `count` pending records of two obligations and 100.10 each. */
async function insertRecords(count: number): Promise<void> {
  await client.query(
    `insert into "Record" ("tenantId", "uploadId", "ordinal", "batchId", "identification", "lines", "obligations", "balance")
     select $1, $2, n, $3, n::text, '{2}', 2, 100.10 from generate_series(0, $4 - 1) n`,
    [tenantId, uploadId, batchId, count],
  );
}

/** Ends staging with totals for `debtors` such records. */
async function stage(debtors: number): Promise<void> {
  await client.query(
    `update "Upload" set "state" = 'staged', "fileRows" = $2, "stagedRows" = $2, "fileDebtors" = $2, "stagedDebtors" = $2,
       "fileObligations" = 2 * $2, "stagedObligations" = 2 * $2, "fileBalance" = 100.10 * $2, "stagedBalance" = 100.10 * $2 where "id" = $1`,
    [uploadId, debtors],
  );
}

async function groups() {
  const { rows } = await client.query(
    `select "pendingDebtors", "pendingObligations", "pendingBalance", "acceptedDebtors", "acceptedObligations", "acceptedBalance", "notSentDebtors"
     from "Upload" where "id" = $1`,
    [uploadId],
  );
  return Object.values(rows[0] ?? {});
}

describe("control totals", () => {
  it("count what is inserted, moved and deleted", async () => {
    await insertRecords(3);
    expect(await groups()).toEqual([3, 6, "300.30", 0, 0, "0.00", 0]);
    await stage(3);
    await client.query(`update "Record" set "state" = 'accepted' where "uploadId" = $1 and "ordinal" < 2`, [uploadId]);
    expect(await groups()).toEqual([1, 2, "100.10", 2, 4, "200.20", 0]);
  });

  it("refuse a staging whose totals differ from its records", async () => {
    await insertRecords(2);
    await expect(stage(3)).rejects.toThrow("Upload_groups_add_up");
  });

  it("refuse a file that is not staged plus left out", async () => {
    await expect(
      client.query(`update "Upload" set "fileRows" = 3, "stagedRows" = 1, "leftOutRows" = 1 where "id" = $1`, [
        uploadId,
      ]),
    ).rejects.toThrow("Upload_file_adds_up");
  });

  it("refuse file rows neither set aside, left out nor staged", async () => {
    const file = (rows: number) =>
      client.query(
        `update "Upload" set "fileRows" = $2, "setAsideRows" = 2, "stagedRows" = 3, "leftOutRows" = 1 where "id" = $1`,
        [uploadId, rows],
      );
    await expect(file(4)).rejects.toThrow("Upload_file_adds_up");
    await expect(file(7)).rejects.toThrow("Upload_file_adds_up");
    await file(6);
    await expect(
      client.query(`update "Upload" set "setAsideRows" = -1, "fileRows" = 3 where "id" = $1`, [uploadId]),
    ).rejects.toThrow("Upload_file_adds_up");
  });

  it("refuse counted set-aside rows that are not stored", async () => {
    await insertRecords(3);
    const setAside = (rows: number) =>
      client.query(`update "Upload" set "setAsideRows" = $2, "fileRows" = $2 where "id" = $1`, [uploadId, rows]);
    const staged = () =>
      client.query(
        `update "Upload" set "state" = 'staged', "stagedRows" = 3, "fileRows" = "setAsideRows" + 3, "fileDebtors" = 3, "stagedDebtors" = 3,
           "fileObligations" = 6, "stagedObligations" = 6, "fileBalance" = 300.30, "stagedBalance" = 300.30 where "id" = $1`,
        [uploadId],
      );
    await setAside(2);
    await client.query(
      `insert into "SetAsideRow" ("tenantId", "uploadId", "row", "line", "reason", "source") values ($1, $2, 0, 5, 'total', '[5,["TOTAL"],null]')`,
      [tenantId, uploadId],
    );
    await expect(staged()).rejects.toMatchObject({ constraint: "Upload_set_aside_is_kept" });
    await setAside(1);
    await staged();
  });

  it("refuse a counter moved by a cent without its record", async () => {
    await insertRecords(3);
    await stage(3);
    await expect(
      client.query(`update "Upload" set "acceptedBalance" = "acceptedBalance" + 0.01 where "id" = $1`, [uploadId]),
    ).rejects.toThrow("Upload_groups_add_up");
  });

  it("refuse losing, adding or revaluing a record once staged", async () => {
    await insertRecords(3);
    await stage(3);
    await expect(
      client.query(`delete from "Record" where "uploadId" = $1 and "ordinal" = 0`, [uploadId]),
    ).rejects.toThrow("Upload_groups_add_up");
    await expect(
      client.query(`update "Record" set "balance" = 1 where "uploadId" = $1 and "ordinal" = 0`, [uploadId]),
    ).rejects.toThrow("Upload_groups_add_up");
    expect(await groups()).toEqual([3, 6, "300.30", 0, 0, "0.00", 0]);
  });

  it("let an upload be deleted with all its records", async () => {
    await insertRecords(3);
    await stage(3);
    await client.query(`delete from "Upload" where "id" = $1`, [uploadId]);
    const { rows } = await client.query(`select count(*)::int as n from "Record" where "uploadId" = $1`, [uploadId]);
    expect(rows[0]?.n).toBe(0);
  });

  it("leave the upload alone when a record does not move", async () => {
    await insertRecords(3);
    const version = () =>
      client.query(`select xmin::text from "Upload" where "id" = $1`, [uploadId]).then(({ rows }) => rows[0]?.xmin);
    const before = await version();
    await client.query(`update "Record" set "payload" = null where "uploadId" = $1`, [uploadId]);
    expect(await version()).toBe(before);
  });

  it("refuse the same debtor twice in an upload", async () => {
    await insertRecords(1);
    await expect(
      client.query(
        `insert into "Record" ("tenantId", "uploadId", "ordinal", "batchId", "identification", "lines", "obligations", "balance")
         values ($1, $2, 9, $3, '0', '{2}', 1, 1)`,
        [tenantId, uploadId, batchId],
      ),
    ).rejects.toThrow("Record_uploadId_identification_key");
  });
});

describe("record moves", () => {
  it("are the domain's", async () => {
    const states = Object.keys(recordMoves);
    const { rows } = await client.query<{ before: string; after: string }>(
      `select before::text, after::text from unnest(enum_range(null::"RecordState")) before, unnest(enum_range(null::"RecordState")) after
       where record_may_move(before, after)`,
    );
    const inDatabase = rows.map(({ before, after }) => `${before} → ${after}`).sort();
    const inDomain = Object.entries(recordMoves).flatMap(([before, afters]) =>
      afters.map((after) => `${before} → ${after}`),
    );
    expect(inDatabase).toEqual(inDomain.sort());
    const { rows: known } = await client.query(`select unnest(enum_range(null::"RecordState"))::text as state`);
    expect(known.map(({ state }) => state).sort()).toEqual(states.sort());
  });

  it("outside the table are refused by the database", async () => {
    await insertRecords(1);
    await client.query(`update "Record" set "state" = 'rejected' where "uploadId" = $1`, [uploadId]);
    await expect(
      client.query(`update "Record" set "state" = 'accepted' where "uploadId" = $1`, [uploadId]),
    ).rejects.toThrow("may not move from rejected to accepted");
  });
});

describe("the audit trail", () => {
  it("accepts entries and allows no change", async () => {
    await client.query(`insert into "AuditEntry" ("id", "action", "details") values ($1, 'x', '{}')`, [randomUUID()]);
    for (const change of [
      `update "AuditEntry" set "action" = 'y'`,
      `delete from "AuditEntry"`,
      `truncate "AuditEntry"`,
    ]) {
      await expect(client.query(change)).rejects.toThrow("append-only");
    }
  });
});

describe("notifications", () => {
  it("name the changed upload once per transaction", async () => {
    const heard: string[] = [];
    const listener = (message: pg.Notification) => heard.push(message.payload ?? "");
    client.on("notification", listener);
    await client.query("listen upload");
    await client.query("begin");
    await insertRecords(2);
    await stage(2);
    await client.query("commit");
    await client.query("select 1");
    client.off("notification", listener);
    expect(heard.map((text) => JSON.parse(text))).toEqual([{ id: uploadId, tenantId }]);
  });
});

describe("counting", () => {
  it("updates the upload once for a statement of 5,000 records", async () => {
    const updates = async () => {
      const { rows } = await client.query(
        `select n_tup_upd::int as updates from pg_stat_xact_user_tables where relname = 'Upload'`,
      );
      return Number(rows[0]?.updates);
    };
    await client.query("begin");
    const before = await updates();
    await insertRecords(5000);
    const afterInsert = await updates();
    await client.query(`update "Record" set "state" = 'accepted' where "uploadId" = $1`, [uploadId]);
    const afterMove = await updates();
    await client.query("commit");
    expect([afterInsert - before, afterMove - afterInsert]).toEqual([1, 1]);
    expect((await groups())[3]).toBe(5000);
  });
});
