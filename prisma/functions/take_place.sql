-- Takes the next place at a server's gate. Call it as its own transaction, which does not wait for the disk:
-- a crash may forget the last places, a few milliseconds, and these have passed by the time the database
-- answers again.
--
-- Takes nothing and returns no row if the place would come more than "max_wait_ms" from now: a place that is
-- not used would still delay everybody. "isAtBest": no good answer can make the pace quicker.
CREATE OR REPLACE FUNCTION take_place(crm_server text, min_interval_ms int, probe_seconds float8, max_wait_ms float8)
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
      WHERE p."closedUntil" > now() OR greatest(0, extract(epoch FROM p."nextAt" - now()) * 1000) <= max_wait_ms
    RETURNING p."isGranted", now(), p."closedReason", p."closedUntil", p."intervalMs" <= min_interval_ms AND p."closedAt" IS NULL,
      (CASE WHEN p."isGranted" THEN greatest(0, extract(epoch FROM p."nextAt" - now()) * 1000 - p."intervalMs")
        ELSE extract(epoch FROM p."closedUntil" - now()) * 1000 END)::float8;
END
$body$;
