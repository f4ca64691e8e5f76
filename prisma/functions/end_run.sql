-- Ends a run that has nothing left to send or wait for. False if it has, or if it is not running.
CREATE OR REPLACE FUNCTION end_run(tenant uuid, upload uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $body$
BEGIN
  UPDATE "Upload" u SET state = 'finished', "finishedAt" = clock_timestamp(), "waitReason" = NULL, "waitUntil" = NULL
    WHERE u."tenantId" = tenant AND u.id = upload AND u.state = 'running'
      AND NOT EXISTS (SELECT 1 FROM "Batch" b WHERE b."uploadId" = u.id AND b.state IN ('pending', 'sending'))
      -- Read-backs come first, so that a later upload of the tenant cannot overwrite what they look up.
      AND NOT EXISTS (SELECT 1 FROM "Batch" b WHERE b."uploadId" = u.id AND b.state = 'unconfirmed' AND b."readBackAt" IS NOT NULL);
  RETURN FOUND;
END
$body$;
