import type { Client } from "pg";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { headers, portfolioMapping } from "../factories.ts";
import { type HistorySize, planUploads } from "./history-size.ts";
import { withoutIndexes } from "./without-indexes.ts";

/** Uploads of the first tenant whose own pages are visited. */
export interface FilledHistory {
  readonly finishedId: string;
  readonly stagedId: string;
  readonly runningId: string;
  /** A debtor in dozens of uploads of the first tenant. */
  readonly identification: string;
}

/**
 * Fills an empty database with half a year of uploads of these tenants, made by `userId`, as a portal would
 * have left them: records of all groups in batches of a hundred, retries of one another, a call per batch and
 * thousands of read-backs, rows left out, an audit trail, and counters that match the records. Everything
 * except tenants and user is inserted in bulk with triggers off: the portal's own way would take hours for
 * five million records. Statistics are up to date afterwards.
 */
export async function fillHistory(
  client: Client,
  { tenantIds, userId, size }: { tenantIds: readonly string[]; userId: string; size: HistorySize },
): Promise<FilledHistory> {
  const uploads = planUploads(size);
  await client.query("BEGIN");
  // No counting triggers or foreign key checks per row: the data satisfies both. Check constraints stay on.
  await client.query("SET LOCAL session_replication_role = replica");
  await client.query("SET LOCAL maintenance_work_mem = '512MB'");
  await client.query(
    `CREATE TEMP TABLE made_upload ON COMMIT DROP AS
    SELECT n, uuidv7(at - now()) AS id, ($1::uuid[])[CASE WHEN n < 3 THEN 1 ELSE 1 + n % $2::int END] AS "tenantId", state, debtors, left_out, at
    FROM (SELECT (place - 1)::int AS n, state, debtors, left_out, now() - interval '180 days' * (1 - (place - 1) / $3::float8) - interval '1 hour' AS at
      FROM unnest($4::text[], $5::int[], $6::int[]) WITH ORDINALITY AS planned(state, debtors, left_out, place)) AS planned`,
    [
      tenantIds,
      tenantIds.length,
      uploads.length,
      uploads.map((upload) => upload.state),
      uploads.map((upload) => upload.debtors),
      uploads.map((upload) => upload.leftOutRows),
    ],
  );
  await client.query(madeBatches);
  await withoutIndexes(client, "Record", () => client.query(insertRecords));
  await client.query(insertUploads, [
    userId,
    [...headers],
    JSON.stringify(portfolioMapping),
    JSON.stringify(fieldsOf([])),
  ]);
  for (const statement of [insertBatches, insertCalls, insertReadBacks, insertLeftOut, insertChunks])
    await client.query(statement);
  await client.query(makeRetries, [tenantIds.length]);
  await client.query(insertTakeovers, [tenantIds.length]);
  await client.query(insertAudit, [userId, size.auditEntries]);
  const { rows } = await client.query<{ id: string }>("SELECT id FROM made_upload WHERE n < 3 ORDER BY n");
  await client.query("COMMIT");
  await client.query("VACUUM (ANALYZE)");
  const [finishedId = "", stagedId = "", runningId = ""] = rows.map((row) => row.id);
  return { finishedId, stagedId, runningId, identification: "10000050" };
}

const madeBatches = `
  CREATE TEMP TABLE made_batch ON COMMIT DROP AS
  SELECT u.id AS "uploadId", u."tenantId", u.n, b AS ordinal, uuidv7(u.at - now()) AS id, u.at, u.left_out,
    b * 100 AS first, least(b * 100 + 99, u.debtors - 1) AS last,
    CASE
      WHEN u.state = 'staged' THEN 'pending'
      WHEN u.state IN ('running', 'stopped') AND b > u.debtors / 200 THEN 'pending'
      WHEN u.state = 'cancelled' AND b > u.debtors / 200 THEN 'not_sent'
      WHEN u.n = 0 THEN (ARRAY['accepted', 'rejected', 'unconfirmed', 'not_sent'])[1 + b % 4]
      WHEN b % 25 = 3 THEN 'rejected'
      WHEN b % 25 = 7 THEN 'unconfirmed'
      ELSE 'accepted'
    END AS outcome
  FROM made_upload u, generate_series(0, (u.debtors - 1) / 100) AS b`;

// Each tenant's debtors repeat from file to file: up to 20,000, or as many as the largest upload has.
const insertRecords = `
  INSERT INTO "Record" ("tenantId", "uploadId", ordinal, "batchId", identification, lines, obligations, balance, state, evidence, reason,
    "remoteText", payload, source, "settledAt")
  SELECT b."tenantId", b."uploadId", o, b.id, (10000000 + (o + b.n * 37) % greatest(20000, u.debtors))::text, ARRAY[o + 2], 1, 1000 + o % 1000,
    b.outcome::"RecordState",
    CASE b.outcome WHEN 'accepted' THEN 'whole_batch' WHEN 'rejected' THEN 'named_in_reply' END::"Evidence",
    CASE b.outcome WHEN 'rejected' THEN 'refused' WHEN 'unconfirmed' THEN 'no_answer' END,
    CASE b.outcome WHEN 'rejected' THEN 'Telephone is not valid' END,
    CASE WHEN b.outcome <> 'accepted' THEN '{"Identification":"' || o || '","Name":"Cliente","Obligations":[{"id":"' || o || '"}]}' END,
    CASE WHEN b.outcome <> 'accepted' THEN '[[' || o || ',["' || o || '","Cliente","cliente@example.com","3001234567"],null]]' END,
    CASE WHEN b.outcome NOT IN ('pending', 'not_sent') THEN b.at + interval '10 minutes' END
  FROM made_batch b JOIN made_upload u ON u.id = b."uploadId", generate_series(b.first, b.last) AS o`;

const groupColumns = [
  ["pending", "pending"],
  ["accepted", "accepted"],
  ["rejected", "rejected"],
  ["unconfirmed", "unconfirmed"],
  ["notSent", "not_sent"],
].flatMap(([column, state]) => [
  { name: `"${column}Debtors"`, value: `count(*) FILTER (WHERE state = '${state}')` },
  { name: `"${column}Obligations"`, value: `coalesce(sum(obligations) FILTER (WHERE state = '${state}'), 0)` },
  { name: `"${column}Balance"`, value: `coalesce(sum(balance) FILTER (WHERE state = '${state}'), 0)` },
]);
const groupNames = groupColumns.map(({ name }) => name);

const insertUploads = `
  INSERT INTO "Upload" (id, "tenantId", "createdById", state, "fileName", "fileBytes", "fileSha256", headers, mapping, fields, country,
    currency, "batchSize", "rowCount", "chunkCount", "fileRows", "fileDebtors", "fileObligations", "fileBalance", "leftOutRows", "leftOutDebtors",
    "leftOutObligations", "stagedRows", "stagedDebtors", "stagedObligations", "stagedBalance", ${groupNames.join(", ")},
    "batchCount", "batchesDone", "callsMade", "createdAt", "stagedAt", "confirmedAt", "startedAt", "finishedAt", "overSince", "stopReason")
  SELECT u.id, u."tenantId", $1, u.state::"UploadState", 'Cartera ' || (ARRAY['Banco', 'Caja', 'Cooperativa', 'Tarjetas'])[1 + u.n % 4] || ' ' || u.n || '.csv',
    u.debtors * 120, encode(sha256(u.id::text::bytea), 'hex'), $2, $3, $4, 'CO', 'COP', 100, u.debtors + u.left_out,
    1 + (u.debtors + u.left_out) / 2000, u.debtors + u.left_out, u.debtors + u.left_out, u.debtors + u.left_out, s.balance, u.left_out, u.left_out,
    u.left_out, u.debtors, u.debtors, s.obligations, s.balance, ${groupNames.map((name) => `s.${name}`).join(", ")}, b.batches, b.done, b.done, u.at, u.at + interval '1 minute',
    CASE WHEN u.state <> 'staged' THEN u.at + interval '2 minutes' END, CASE WHEN u.state <> 'staged' THEN u.at + interval '3 minutes' END,
    CASE WHEN u.state IN ('finished', 'cancelled') THEN u.at + interval '10 minutes' END,
    CASE WHEN u.state IN ('finished', 'cancelled') THEN u.at + interval '10 minutes' END, CASE WHEN u.state = 'stopped' THEN 'bad_token' END
  FROM made_upload u
  JOIN (SELECT "uploadId", count(*) AS batches, count(*) FILTER (WHERE outcome NOT IN ('pending', 'not_sent')) AS done
    FROM made_batch GROUP BY 1) AS b ON b."uploadId" = u.id
  JOIN (SELECT "uploadId", sum(obligations) AS obligations, sum(balance) AS balance,
      ${groupColumns.map(({ name, value }) => `${value} AS ${name}`).join(", ")}
    FROM "Record" GROUP BY 1) AS s ON s."uploadId" = u.id`;

const insertBatches = `
  INSERT INTO "Batch" (id, "tenantId", "uploadId", ordinal, state, debtors, obligations, balance, bytes, sha256, attempts, "settledAt", "sentAt")
  SELECT id, "tenantId", "uploadId", ordinal,
    CASE outcome WHEN 'pending' THEN 'pending' WHEN 'not_sent' THEN 'cancelled' WHEN 'unconfirmed' THEN 'unconfirmed' ELSE 'settled' END::"BatchState",
    last - first + 1, last - first + 1, 0, 20000, 'none', 1, CASE WHEN outcome IN ('accepted', 'rejected') THEN at END, at
  FROM made_batch`;

const insertCalls = `
  INSERT INTO "Call" (id, "tenantId", "uploadId", "batchId", endpoint, "startedAt", "durationMs", "httpStatus", verdict, debtors, "replyExcerpt")
  SELECT uuidv7(at - now()), "tenantId", "uploadId", id, 'massive_collections', at, 200 + ordinal % 50, 200, 'whole', last - first + 1,
    '{"code":"200","success":true,"summary":{"total_records_received":100}}' || repeat(' ', CASE WHEN ordinal % 10 = 0 THEN 2000 ELSE 0 END)
  FROM made_batch WHERE outcome NOT IN ('pending', 'not_sent')`;

const insertReadBacks = `
  INSERT INTO "Call" (id, "tenantId", "uploadId", "batchId", endpoint, "startedAt", "durationMs", "httpStatus", verdict, debtors, "replyExcerpt")
  SELECT uuidv7(at - now()), "tenantId", "uploadId", id, 'custom_query', at, 100, 200, 'unreadable', 1, '<html>'
  FROM made_batch, generate_series(1, 40) WHERE n = 0 AND outcome = 'unconfirmed'`;

const insertLeftOut = `
  INSERT INTO "LeftOutRow" ("tenantId", "uploadId", row, line, identification, source, issues)
  SELECT "tenantId", id, row, row + 2, (90000000 + row)::text, '[' || row || ',["","Cliente","no","3001234567"],null]',
    jsonb_build_array(
      jsonb_build_object('row', row, 'column', 2, 'field', 'debtor.Email', 'code', (ARRAY['email_malformed', 'required_missing', 'telephone_malformed'])[1 + row % 3],
        'severity', 'error', 'params', '{"value":"no"}'::jsonb),
      jsonb_build_object('row', row, 'column', 3, 'field', 'debtor.Telephone', 'code', 'telephone_short', 'severity', 'warning', 'params', '{"value":"31949","digits":5}'::jsonb))
  FROM made_upload, generate_series(0, left_out - 1) AS row`;

// Every second upload retries failures of the tenant's previous one, every fourth as a correction.
const retried = `FROM made_upload u JOIN made_upload p ON p.n = u.n - $1::int WHERE p.n > 2 AND u.n % 2 = 0`;

const makeRetries = `
  UPDATE "Upload" SET "retryOfId" = r."ofId", "retriedDebtors" = 0, correction = CASE WHEN r.n % 4 = 0 THEN '{"stamp":"0123456789abcdef"}'::jsonb END
  FROM (SELECT u.id, u.n, p.id AS "ofId" ${retried}) AS r WHERE "Upload".id = r.id`;

const insertTakeovers = `
  INSERT INTO "Takeover" ("tenantId", "fromId", "intoId", debtors, "laterRejected", "laterObligations", "laterBalance")
  SELECT u."tenantId", p.id, u.id, 2, 1, 1, 1000 ${retried}`;

// Chunk receipts without cells, as they remain after staging.
const insertChunks = `
  INSERT INTO "Chunk" ("tenantId", "uploadId", sequence, sha256, "firstRow", "rowCount")
  SELECT "tenantId", id, s, encode(sha256((id::text || s)::bytea), 'hex'), s * 2000, 2000
  FROM made_upload, generate_series(0, (debtors + left_out) / 2000) AS s`;

const insertAudit = `
  INSERT INTO "AuditEntry" (id, at, "actorId", "tenantId", action, subject, details, address)
  SELECT uuidv7(u.at - now()), u.at, $1, u."tenantId", (ARRAY['upload_staged', 'upload_confirmed', 'report_downloaded'])[1 + e % 3], u.id::text,
    '{}', '192.0.2.10'
  FROM made_upload u, generate_series(1, ceil($2::float8 / (SELECT count(*) FROM made_upload))::int) AS e`;
