import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { batchMoves, batchStates } from "#lib/domain/outcome/batch-state.ts";
import { recordMoves, recordStates } from "#lib/domain/outcome/record-state.ts";
import { uploadMoves, uploadStates } from "#lib/domain/outcome/upload-state.ts";
import { snapshotStates } from "#lib/domain/portfolio/snapshot-state.ts";
import { envOf } from "#lib/env.ts";
import { asSet, everyState, namedLists, spelledLists, spelledStates } from "../../support/state-lists.ts";

const client = new pg.Client({ connectionString: envOf("DATABASE_OWNER_URL").DATABASE_OWNER_URL });
beforeAll(() => client.connect());
afterAll(() => client.end());

/** The functions, triggers, checks and indexes of the database itself, with their names. */
async function texts(): Promise<{ name: string; text: string }[]> {
  const { rows } = await client.query<{ name: string; text: string }>(
    `SELECT p.proname AS name, pg_get_functiondef(p.oid) AS text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
     UNION ALL SELECT tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
       WHERE p.pronamespace = 'public'::regnamespace AND NOT tgisinternal
     UNION ALL SELECT conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
       WHERE c.connamespace = 'public'::regnamespace AND contype = 'c'
     UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'`,
  );
  return rows;
}

it.each([
  ["UploadState", uploadStates, uploadMoves],
  ["BatchState", batchStates, batchMoves],
  ["RecordState", recordStates, recordMoves],
] as const)("the states of %s and their moves are the domain's", async (type, states, moves) => {
  const { rows } = await client.query<{ state: string }>(`SELECT unnest(enum_range(NULL::"${type}"))::text AS state`);
  expect(rows.map(({ state }) => state)).toEqual(states);
  expect(asSet(Object.keys(moves))).toBe(asSet(states));
});

it("the states of snapshots are the domain's", async () => {
  const { rows } = await client.query<{ state: string }>(
    `SELECT unnest(enum_range(NULL::"SnapshotState"))::text AS state`,
  );
  expect(rows.map(({ state }) => state)).toEqual(snapshotStates);
});

it("every list of states in the database has a domain name", async () => {
  const spelled = (await texts()).flatMap(({ name, text }) => spelledLists(text).map((list) => ({ name, list })));
  expect(spelled.filter(({ list }) => !namedLists.has(list))).toEqual([]);
  // Places known to have such lists: a pattern that finds nothing would prove nothing.
  const found = new Set(spelled.map(({ name }) => name));
  for (const name of [
    "end_run",
    "settle_batch",
    "record_may_move",
    "tell_accepted_later",
    "Upload_over_since",
    "Upload_over_has_time",
  ])
    expect(found).toContain(name);
});

it("every state in the database's texts is the domain's", async () => {
  const spelled = (await texts()).flatMap(({ name, text }) => spelledStates(text).map((state) => ({ name, state })));
  expect(spelled.filter(({ state }) => !everyState.has(state))).toEqual([]);
  expect(spelled.map(({ name }) => name)).toContain("claim_batch");
});

// The statements that move uploads and batches run in the other integration tests, on databases that refuse
// moves missing from the domain's tables.
it("test databases refuse upload moves outside the table", async () => {
  const tenantId = randomUUID();
  await client.query(
    `INSERT INTO "Tenant" (id, name, operation, server, "tokenSealed", "tokenKeyId", "tokenLastFour", "updatedAt")
     VALUES ($1, 'T', 'op', 'crm.wolkvox.com', '\\x00', 'k', '1234', now())`,
    [tenantId],
  );
  await client.query(
    `INSERT INTO "User" (id, email, name, "passwordHash", role) VALUES ($1, 'a@example.test', 'A', 'x', 'admin')`,
    [tenantId],
  );
  await client.query(
    `INSERT INTO "Upload" (id, "tenantId", "createdById", "fileName", "fileBytes", "fileSha256", headers, mapping, fields, country, currency,
       "batchSize", "rowCount", "chunkCount") VALUES ($1, $1, $1, 'f.csv', 1, 'x', '{}', '{}', '{}', 'CO', 'COP', 100, 3, 1)`,
    [tenantId],
  );
  const move = (state: string) => client.query(`UPDATE "Upload" SET state = $1::"UploadState"`, [state]);
  await expect(move("running")).rejects.toMatchObject({ constraint: "told_moves" });
  await move("cancelled");
  await expect(move("queued")).rejects.toMatchObject({ constraint: "told_moves" });
});
