import type { Client } from "pg";

export interface HeldPeople {
  readonly userId: string;
  /** People on hold in the file of each finished load. */
  readonly leftOut: number;
  /** Of each finished load: people held when their batch was claimed. */
  readonly notSent: number;
  /** Rows of others that each finished load left out. */
  readonly others: number;
}

/**
 * Adds people on hold to all finished loads of `fillMornings`, the same in every load of a portfolio; each has two left-out
 * rows. Statistics are as old as before.
 */
export async function leaveHeldOut(client: Client, { userId, leftOut, notSent, others }: HeldPeople): Promise<void> {
  await client.query("BEGIN");
  await client.query("SET LOCAL session_replication_role = replica");
  await client.query(insertHolds, [userId, leftOut + notSent]);
  await client.query(insertLeftOut, [leftOut * 2, others]);
  await client.query(insertRecords, [leftOut, notSent]);
  await client.query(countThem, [leftOut, notSent, others]);
  await client.query("COMMIT");
}

const loads = `(
  SELECT u.*, p.place FROM "Upload" u
  JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM "Portfolio") AS p ON p.id = u."portfolioId"
  WHERE u.state = 'finished'
) AS load`;

const person = (number: string) => `(900000000 + place * 1000 + ${number})::text`;

const insertHolds = `
  INSERT INTO "Hold" (id, "tenantId", identification, key, why, "byId")
  SELECT uuidv7(), "tenantId", ${person("k")}, ${person("k")}, 'claim', $1
  FROM (SELECT DISTINCT "tenantId", place FROM ${loads}) AS portfolios, generate_series(0, $2::int - 1) AS k`;

const insertLeftOut = `
  INSERT INTO "LeftOutRow" ("tenantId", "uploadId", row, line, identification, source, issues, obligations, balance)
  SELECT "tenantId", id, k, k + 2, CASE WHEN k < $1 THEN ${person("k / 2")} ELSE (100000000 + k)::text END, '[]',
    jsonb_build_array(jsonb_build_object('row', k, 'column', 0, 'field', 'debtor.Email', 'severity', 'error', 'params', '{}'::jsonb,
      'code', CASE WHEN k < $1 THEN 'debtor_held' ELSE 'email_malformed' END)), 1, 0
  FROM ${loads}, generate_series(0, $1::int + $2::int - 1) AS k`;

const insertRecords = `
  INSERT INTO "Record" ("tenantId", "uploadId", ordinal, "batchId", identification, lines, obligations, balance, state, reason)
  SELECT "tenantId", id, k, id, ${person("$1::int + k")}, ARRAY[k], 1, 0, 'not_sent', 'held'
  FROM ${loads}, generate_series(0, $2::int - 1) AS k`;

const countThem = `
  UPDATE "Upload" SET
    "fileRows" = "fileRows" + $1::int * 2 + $2::int + $3::int, "fileDebtors" = "fileDebtors" + $1::int + $2::int + $3::int,
    "fileObligations" = "fileObligations" + $1::int * 2 + $2::int + $3::int,
    "leftOutRows" = "leftOutRows" + $1::int * 2 + $3::int, "leftOutDebtors" = "leftOutDebtors" + $1::int + $3::int,
    "leftOutObligations" = "leftOutObligations" + $1::int * 2 + $3::int,
    "stagedRows" = "stagedRows" + $2::int, "stagedDebtors" = "stagedDebtors" + $2::int, "stagedObligations" = "stagedObligations" + $2::int,
    "notSentDebtors" = "notSentDebtors" + $2::int, "notSentObligations" = "notSentObligations" + $2::int
  WHERE state = 'finished' AND "portfolioId" IS NOT NULL`;
