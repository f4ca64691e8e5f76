-- take_place as it was, but for "max_wait_ms": a place that would come later than its caller can wait for is not taken, and nothing is
-- answered. It was, and nobody gave it back: where the pace was slow, questions that came to nothing moved everybody's line on and on.
DROP FUNCTION take_place(text, int, float8);
CREATE FUNCTION take_place(crm_server text, min_interval_ms int, probe_seconds float8, max_wait_ms float8)
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
