-- Figures of all tenants together, for monitoring: codes and numbers, nothing of any of them. Debtors are summed from
-- uploads, so records are not counted one by one; pending ones only of uploads in the states `in_line`,
-- and waits of those in the states `going`. Calls are those of
-- the last five minutes. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION count_for_metrics(in_line "UploadState"[], going "UploadState"[])
RETURNS TABLE (figure text, label text, count float8, seconds float8)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT 'uploads', u.state::text, count(*), NULL::float8 FROM "Upload" u GROUP BY u.state
  UNION ALL
  SELECT 'debtors', sums.outcome, sums.debtors, NULL FROM (
    SELECT coalesce(sum(u."pendingDebtors") FILTER (WHERE u.state = ANY(in_line)), 0) AS pending,
      coalesce(sum(u."acceptedDebtors"), 0) AS accepted, coalesce(sum(u."rejectedDebtors"), 0) AS rejected,
      coalesce(sum(u."unconfirmedDebtors"), 0) AS unconfirmed, coalesce(sum(u."notSentDebtors"), 0) AS not_sent,
      coalesce(sum(u."unchangedDebtors"), 0) AS unchanged
    FROM "Upload" u
  ) AS s CROSS JOIN LATERAL (VALUES
    ('pending', s.pending), ('accepted', s.accepted), ('rejected', s.rejected), ('unconfirmed', s.unconfirmed),
    ('not_sent', s.not_sent), ('unchanged', s.unchanged)
  ) AS sums(outcome, debtors)
  UNION ALL
  SELECT 'calls', c.verdict, count(*), coalesce(sum(c."durationMs"), 0) / 1000.0 FROM "Call" c
  WHERE c."startedAt" > now() - interval '5 minutes' GROUP BY c.verdict
  UNION ALL
  SELECT 'waits', u."waitReason", count(*), NULL FROM "Upload" u
  WHERE u."waitUntil" > now() AND u.state = ANY(going) GROUP BY u."waitReason"
  UNION ALL
  -- A tenant never swept counts from its creation.
  SELECT 'retention', '', 0, coalesce(extract(epoch FROM now() - min(coalesce(t."retentionSweptAt", t."createdAt"))), 0) FROM "Tenant" t
$body$;
