-- What stands between two calls to the CRM is lost time, and what is done for each of them is a worker's throughput. So the database does
-- in one call each: taking a place, claiming, settling.

ALTER TABLE "Batch" ADD COLUMN "answeredAt" TIMESTAMPTZ(3);

-- 1. Claims the next due batch of a running upload and answers what it sends. The tenant's row is locked first; each statement of a volatile
-- function sees what was committed before it, so the count of calls in flight (leases of batches that have no answer, and a question for
-- the token's budget) is exact. "answered_batch" names the caller's last batch, whose answer has come: its call is over, and the next
-- may begin while the settle of it is still to be written; until then its lease stands, so a crash in between leaves it unconfirmed.
-- One row when a batch was claimed, or, with "spentUntil", when the token's day is spent; none when nothing is due or no call is free.
DROP FUNCTION claim_batch(uuid, uuid, int);
CREATE FUNCTION claim_batch(tenant uuid, upload uuid, lease_seconds int, answered_batch uuid, answered_fence int)
RETURNS TABLE (
  "spentUntil" timestamptz, id uuid, ordinal int, fence int, debtors int, attempts int, resends int, "isHalf" boolean, sent json
) LANGUAGE plpgsql VOLATILE AS $body$
#variable_conflict use_column
DECLARE
  calls_at_once int;
  spent_until timestamptz;
BEGIN
  -- NO KEY UPDATE: rows that refer to the tenant can be written meanwhile.
  SELECT t."callsAtOnce" INTO calls_at_once FROM "Tenant" t WHERE t.id = tenant FOR NO KEY UPDATE;
  IF answered_batch IS NOT NULL THEN
    UPDATE "Batch" b SET "answeredAt" = clock_timestamp()
      WHERE b."tenantId" = tenant AND b.id = answered_batch AND b.fence = answered_fence AND b.state = 'sending';
  END IF;
  SELECT b."resetsAt" INTO spent_until FROM "TokenBudget" b
    WHERE b."tenantId" = tenant AND b.available - b.spent <= 0 AND b."resetsAt" > clock_timestamp();
  IF spent_until IS NOT NULL THEN
    RETURN QUERY SELECT spent_until, NULL::uuid, NULL::int, NULL::int, NULL::int, NULL::int, NULL::int, NULL::boolean, NULL::json;
    RETURN;
  END IF;
  IF calls_at_once <=
    (SELECT count(*) FROM "Batch" b WHERE b."tenantId" = tenant AND b."leaseUntil" > clock_timestamp() AND b."answeredAt" IS NULL)
    + (SELECT count(*) FROM "TokenBudget" b WHERE b."tenantId" = tenant AND b."askingUntil" > clock_timestamp())
  THEN
    RETURN;
  END IF;
  RETURN QUERY UPDATE "Batch" c SET state = 'sending', fence = c.fence + 1, attempts = c.attempts + 1, "notBefore" = NULL,
      "sentAt" = clock_timestamp(), "answeredAt" = NULL, "leaseUntil" = clock_timestamp() + make_interval(secs => lease_seconds)
    WHERE c.id = (
      SELECT b.id FROM "Batch" b
      JOIN "Upload" u ON u.id = b."uploadId" AND u."tenantId" = b."tenantId" AND u.state = 'running'
      WHERE b."tenantId" = tenant AND b."uploadId" = upload AND b.state = 'pending'
        AND (b."notBefore" IS NULL OR b."notBefore" <= clock_timestamp())
        -- A remote that says "wait" means every batch, not only the one it answered.
        AND (u."waitUntil" IS NULL OR u."waitUntil" <= clock_timestamp())
      ORDER BY b.ordinal LIMIT 1
      FOR UPDATE OF b SKIP LOCKED
    )
    RETURNING NULL::timestamptz, c.id, c.ordinal, c.fence, c.debtors, c.attempts, c.resends, c."rootId" IS NOT NULL,
      (SELECT json_agg(json_build_array(r.ordinal, r.identification, r.payload) ORDER BY r.ordinal)
        FROM "Record" r WHERE r."tenantId" = tenant AND r."batchId" = c.id);
  IF FOUND THEN
    UPDATE "TokenBudget" b SET spent = b.spent + 1 WHERE b."tenantId" = tenant;
  END IF;
END
$body$;

-- 2. Ends a run that has nothing left to send or to wait for; false while it has, or when it is not running.
CREATE FUNCTION end_run(tenant uuid, upload uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $body$
BEGIN
  UPDATE "Upload" u SET state = 'finished', "finishedAt" = clock_timestamp(), "waitReason" = NULL, "waitUntil" = NULL
    WHERE u."tenantId" = tenant AND u.id = upload AND u.state = 'running'
      AND NOT EXISTS (SELECT 1 FROM "Batch" b WHERE b."uploadId" = u.id AND b.state IN ('pending', 'sending'))
      -- Read first, so that a later upload of the tenant cannot overwrite what this one asks after.
      AND NOT EXISTS (SELECT 1 FROM "Batch" b WHERE b."uploadId" = u.id AND b.state = 'unconfirmed' AND b."readBackAt" IS NOT NULL);
  RETURN FOUND;
END
$body$;

-- 3. Writes what came of a call: the batch, the call itself, and, where the batch is over, its debtors and the upload's progress. Demands the
-- fence and the lease of the claim: a finish that comes too late moves nothing and leaves only its trace in Call. The upload is locked
-- first, as it is by a cancellation. A batch that goes back or may be halved is left to the caller, inside the same transaction.
CREATE FUNCTION settle_batch(
  tenant uuid, upload uuid, batch uuid, claimed_fence int, becomes "BatchState", delay_seconds float8, is_good boolean,
  identifications text[], states "RecordState"[], evidences "Evidence"[], reasons text[], texts text[],
  call_id uuid, started_at timestamptz, duration_ms int, http_status int, call_verdict text, reply_excerpt text, call_debtors int
) RETURNS TABLE ("isOurs" boolean, "uploadState" text, "isLast" boolean) LANGUAGE plpgsql VOLATILE AS $body$
#variable_conflict use_column
DECLARE
  upload_state text;
  is_last boolean;
  is_ours boolean;
  batch_debtors int;
  settled_debtors int;
BEGIN
  SELECT u.state::text, u."batchesDone" + 1 >= u."batchCount" INTO upload_state, is_last
    FROM "Upload" u WHERE u."tenantId" = tenant AND u.id = upload FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'upload % is gone', upload;
  END IF;
  UPDATE "Batch" b SET state = becomes, "leaseUntil" = NULL,
      "settledAt" = CASE WHEN becomes IN ('settled', 'split') THEN clock_timestamp() END,
      "notBefore" = CASE WHEN becomes = 'pending' THEN clock_timestamp() + make_interval(secs => delay_seconds) END
    WHERE b."tenantId" = tenant AND b.id = batch AND b.state = 'sending' AND b.fence = claimed_fence AND b."leaseUntil" > clock_timestamp()
    RETURNING b.debtors INTO batch_debtors;
  is_ours := FOUND;
  INSERT INTO "Call" (id, "tenantId", "uploadId", "batchId", endpoint, "startedAt", "durationMs", "httpStatus", verdict, "isSettling", debtors, "replyExcerpt")
    VALUES (call_id, tenant, upload, batch, 'massive_collections', started_at, duration_ms, http_status, call_verdict, is_ours, call_debtors, reply_excerpt);
  IF is_ours AND becomes IN ('settled', 'unconfirmed') THEN
    UPDATE "Record" r SET state = o.state, evidence = o.evidence, reason = o.reason, "remoteText" = o.text, "settledAt" = clock_timestamp(),
        payload = CASE WHEN o.state = 'accepted' THEN NULL ELSE r.payload END,
        source = CASE WHEN o.state = 'accepted' THEN NULL ELSE r.source END
      FROM unnest(identifications, states, evidences, reasons, texts) AS o(identification, state, evidence, reason, text)
      WHERE r."tenantId" = tenant AND r."batchId" = batch AND r.state = 'pending' AND r.identification = o.identification;
    GET DIAGNOSTICS settled_debtors = ROW_COUNT;
    IF settled_debtors <> batch_debtors THEN
      RAISE EXCEPTION 'batch %: % of % debtors would be settled', batch, settled_debtors, batch_debtors;
    END IF;
    -- A wait that is over ends here; one that is not goes on, whatever was still in flight.
    UPDATE "Upload" u SET "callsMade" = u."callsMade" + 1, "batchesDone" = u."batchesDone" + 1,
        "waitReason" = CASE WHEN u."waitUntil" > clock_timestamp() THEN u."waitReason" END,
        "waitUntil" = CASE WHEN u."waitUntil" > clock_timestamp() THEN u."waitUntil" END,
        "alikeCount" = CASE WHEN is_good THEN 0 ELSE u."alikeCount" END,
        "alikeKey" = CASE WHEN is_good THEN NULL ELSE u."alikeKey" END
      WHERE u."tenantId" = tenant AND u.id = upload;
    -- What is unconfirmed may still be planned to be read back, which keeps the run open.
    IF is_last AND becomes = 'settled' THEN
      PERFORM end_run(tenant, upload);
    END IF;
  END IF;
  RETURN QUERY SELECT is_ours, upload_state, is_last;
END
$body$;

-- 4. Takes the next place in a server's line. To be called in a transaction of its own, which does not wait for the disk: after a crash the
-- line is some milliseconds shorter, and by the time the server answers again they have passed. "isAtBest": no good answer can
-- make the pace quicker than it is.
CREATE FUNCTION take_place(crm_server text, min_interval_ms int, probe_seconds float8)
RETURNS TABLE (
  "isGranted" boolean, at timestamptz, "closedReason" text, "closedUntil" timestamptz, "isAtBest" boolean, "waitMs" float8
) LANGUAGE plpgsql VOLATILE AS $body$
#variable_conflict use_column
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  RETURN QUERY INSERT INTO "ServerPace" AS p (server, "nextAt", "intervalMs", "updatedAt")
    VALUES (crm_server, now() + min_interval_ms * interval '1 millisecond', min_interval_ms, now())
    ON CONFLICT (server) DO UPDATE SET
      "isGranted" = p."closedUntil" IS NULL OR p."closedUntil" <= now(),
      "intervalMs" = greatest(p."intervalMs", min_interval_ms),
      "nextAt" = CASE WHEN p."closedUntil" > now() THEN p."nextAt"
        ELSE greatest(p."nextAt", now()) + greatest(p."intervalMs", min_interval_ms) * interval '1 millisecond' END,
      "closedUntil" = CASE WHEN p."closedUntil" <= now() THEN now() + probe_seconds * interval '1 second' ELSE p."closedUntil" END,
      "updatedAt" = now()
    RETURNING p."isGranted", now(), p."closedReason", p."closedUntil", p."intervalMs" <= min_interval_ms AND p."closedAt" IS NULL,
      (CASE WHEN p."isGranted" THEN greatest(0, extract(epoch FROM p."nextAt" - now()) * 1000 - p."intervalMs")
        ELSE extract(epoch FROM p."closedUntil" - now()) * 1000 END)::float8;
END
$body$;

-- 5. The counters of an upload after an UPDATE of its records, as count_records_of_upload() keeps them, but as a statement that is planned once
-- a connection: put together as text it was planned at every settle, which took longer than doing it.
CREATE FUNCTION count_updated_records() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  UPDATE "Upload" u SET
    "pendingDebtors" = u."pendingDebtors" + d."pendingDebtors",
    "pendingObligations" = u."pendingObligations" + d."pendingObligations",
    "pendingBalance" = u."pendingBalance" + d."pendingBalance",
    "acceptedDebtors" = u."acceptedDebtors" + d."acceptedDebtors",
    "acceptedObligations" = u."acceptedObligations" + d."acceptedObligations",
    "acceptedBalance" = u."acceptedBalance" + d."acceptedBalance",
    "rejectedDebtors" = u."rejectedDebtors" + d."rejectedDebtors",
    "rejectedObligations" = u."rejectedObligations" + d."rejectedObligations",
    "rejectedBalance" = u."rejectedBalance" + d."rejectedBalance",
    "unconfirmedDebtors" = u."unconfirmedDebtors" + d."unconfirmedDebtors",
    "unconfirmedObligations" = u."unconfirmedObligations" + d."unconfirmedObligations",
    "unconfirmedBalance" = u."unconfirmedBalance" + d."unconfirmedBalance",
    "notSentDebtors" = u."notSentDebtors" + d."notSentDebtors",
    "notSentObligations" = u."notSentObligations" + d."notSentObligations",
    "notSentBalance" = u."notSentBalance" + d."notSentBalance"
  FROM (
    SELECT "uploadId",
      coalesce(sum(sign) FILTER (WHERE "state" = 'pending'), 0) AS "pendingDebtors",
      coalesce(sum(sign * "obligations") FILTER (WHERE "state" = 'pending'), 0) AS "pendingObligations",
      coalesce(sum(sign * "balance") FILTER (WHERE "state" = 'pending'), 0) AS "pendingBalance",
      coalesce(sum(sign) FILTER (WHERE "state" = 'accepted'), 0) AS "acceptedDebtors",
      coalesce(sum(sign * "obligations") FILTER (WHERE "state" = 'accepted'), 0) AS "acceptedObligations",
      coalesce(sum(sign * "balance") FILTER (WHERE "state" = 'accepted'), 0) AS "acceptedBalance",
      coalesce(sum(sign) FILTER (WHERE "state" = 'rejected'), 0) AS "rejectedDebtors",
      coalesce(sum(sign * "obligations") FILTER (WHERE "state" = 'rejected'), 0) AS "rejectedObligations",
      coalesce(sum(sign * "balance") FILTER (WHERE "state" = 'rejected'), 0) AS "rejectedBalance",
      coalesce(sum(sign) FILTER (WHERE "state" = 'unconfirmed'), 0) AS "unconfirmedDebtors",
      coalesce(sum(sign * "obligations") FILTER (WHERE "state" = 'unconfirmed'), 0) AS "unconfirmedObligations",
      coalesce(sum(sign * "balance") FILTER (WHERE "state" = 'unconfirmed'), 0) AS "unconfirmedBalance",
      coalesce(sum(sign) FILTER (WHERE "state" = 'not_sent'), 0) AS "notSentDebtors",
      coalesce(sum(sign * "obligations") FILTER (WHERE "state" = 'not_sent'), 0) AS "notSentObligations",
      coalesce(sum(sign * "balance") FILTER (WHERE "state" = 'not_sent'), 0) AS "notSentBalance"
    FROM (
      SELECT 1 AS sign, "uploadId", "state", "obligations", "balance" FROM added_records
      UNION ALL
      SELECT -1, "uploadId", "state", "obligations", "balance" FROM removed_records
    ) AS changes GROUP BY "uploadId"
  ) AS d
  WHERE u."id" = d."uploadId"
    -- Erasing a payload moves nobody: no new version of the upload, no notification.
    AND (d."pendingDebtors", d."pendingObligations", d."pendingBalance", d."acceptedDebtors", d."acceptedObligations", d."acceptedBalance", d."rejectedDebtors", d."rejectedObligations", d."rejectedBalance", d."unconfirmedDebtors", d."unconfirmedObligations", d."unconfirmedBalance", d."notSentDebtors", d."notSentObligations", d."notSentBalance")
      IS DISTINCT FROM (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  RETURN NULL;
END
$body$;

DROP TRIGGER "Record_counted_on_update" ON "Record";
CREATE TRIGGER "Record_counted_on_update" AFTER UPDATE ON "Record"
  REFERENCING NEW TABLE AS added_records OLD TABLE AS removed_records FOR EACH STATEMENT EXECUTE FUNCTION count_updated_records();
