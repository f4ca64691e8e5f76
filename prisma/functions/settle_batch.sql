-- Writes the result of a call: batch, call and, if the batch is over, its debtors and the upload's progress.
-- Requires the fence and lease of the claim: a settle that comes too late changes nothing and is only logged
-- in Call. The upload is locked first, as by a cancellation. For a batch that goes back or may be halved, the
-- caller does the rest in the same transaction. Without a "call_id" no call was made, and none is written.
CREATE OR REPLACE FUNCTION settle_batch(
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
  IF call_id IS NOT NULL THEN
    INSERT INTO "Call" (id, "tenantId", "uploadId", "batchId", endpoint, "startedAt", "durationMs", "httpStatus", verdict, "isSettling", debtors, "replyExcerpt")
      VALUES (call_id, tenant, upload, batch, 'massive_collections', started_at, duration_ms, http_status, call_verdict, is_ours, call_debtors, reply_excerpt);
  END IF;
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
    -- A wait whose time is over ends here; any other wait continues, whatever was still in flight.
    UPDATE "Upload" u SET "callsMade" = u."callsMade" + (call_id IS NOT NULL)::int, "batchesDone" = u."batchesDone" + 1,
        "waitReason" = CASE WHEN u."waitUntil" > clock_timestamp() THEN u."waitReason" END,
        "waitUntil" = CASE WHEN u."waitUntil" > clock_timestamp() THEN u."waitUntil" END,
        "alikeCount" = CASE WHEN is_good THEN 0 ELSE u."alikeCount" END,
        "alikeKey" = CASE WHEN is_good THEN NULL ELSE u."alikeKey" END
      WHERE u."tenantId" = tenant AND u.id = upload;
    -- Not after "unconfirmed": the caller may still plan a read-back of the batch, which keeps the run open.
    IF is_last AND becomes = 'settled' THEN
      PERFORM end_run(tenant, upload);
    END IF;
  END IF;
  RETURN QUERY SELECT is_ours, upload_state, is_last;
END
$body$;
