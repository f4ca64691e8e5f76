-- The hash of an entry of the audit trail behind the hash before it: of every column, each with its length, so that no
-- two entries read the same. hashOf of prisma/audit works it out again without the database.
CREATE OR REPLACE FUNCTION audit_hash(before bytea, entry "AuditEntry") RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $body$
  SELECT sha256(before || convert_to(string_agg(coalesce(octet_length(part) || ':' || part, '-'), '' ORDER BY place), 'UTF8'))
  FROM unnest(ARRAY[
    entry.id::text, (extract(epoch FROM entry.at) * 1000000)::bigint::text, entry."actorId"::text, entry."tenantId"::text,
    entry.action, entry.subject, entry.details::text, entry.address
  ]) WITH ORDINALITY AS p (part, place)
$body$;
