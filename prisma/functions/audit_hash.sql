-- The hash of an entry of the audit trail behind the hash before it: of every column, each with its length, so that no
-- two entries read the same, and of when it was linked; null for links of before that was kept. hashOf of prisma/audit
-- works it out again without the database.
CREATE OR REPLACE FUNCTION audit_hash(before bytea, entry "AuditEntry", linked timestamptz)
RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $body$
  SELECT sha256(before || convert_to(string_agg(coalesce(octet_length(part) || ':' || part, '-'), '' ORDER BY place), 'UTF8'))
  FROM unnest(ARRAY[
    entry.id::text, (extract(epoch FROM entry.at) * 1000000)::bigint::text, entry."actorId"::text, entry."tenantId"::text,
    entry.action, entry.subject, entry.details::text, entry.address
  ] || CASE WHEN linked IS NULL THEN '{}' ELSE ARRAY[(extract(epoch FROM linked) * 1000000)::bigint::text] END)
    WITH ORDINALITY AS p (part, place)
$body$;
