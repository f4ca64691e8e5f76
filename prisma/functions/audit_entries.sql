-- A page of the audit trail, youngest first, with the names of what its entries are about as these are now: an entry
-- outlives the user and tenant it names. A `subject` is a user, an upload or a portfolio. Null for any argument: of any.
-- With `people` (keyed hashes): the entries that name one of them, those about `subjects` that are one of `deeds`, and
-- whoever viewed or downloaded the comparisons of `compared`; without, each argument narrows. `since` and `until` are ids, as `before`. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION audit_entries(
  tenants uuid[], deeds text[], by_user uuid, subjects text[], people text[], compared text[], since uuid, until uuid, before uuid,
  most int
)
RETURNS TABLE (
  id uuid, at timestamptz, actor json, "ofTenant" json, action text, subject json, details jsonb, address text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
  -- Put together, because a plan for whatever may be null would read the trail from its end.
  -- Tenant by tenant, because an index gives the youngest of one tenant and not of several.
  source CONSTANT text := CASE WHEN tenants IS NULL
    THEN 'SELECT * FROM "AuditEntry" a WHERE true %1$s'
    ELSE 'SELECT a.* FROM unnest($1) AS t (id) CROSS JOIN LATERAL (
      SELECT * FROM "AuditEntry" a WHERE a."tenantId" = t.id %1$s ORDER BY a.id DESC LIMIT $9
    ) AS a'
  END;
  wanted text := concat(
    CASE WHEN people IS NOT NULL
      THEN ' AND (a.details ? ''person'' AND string_to_array(a.details ->> ''person'', '' '') && $5 OR a.subject = ANY($4) AND a.action = ANY($2)
        OR a.subject = ANY($10) AND a.action IN (''debtors_viewed'', ''report_downloaded'') AND a.details ->> ''group'' = ''comparison'')'
      ELSE concat(
        CASE WHEN deeds IS NOT NULL THEN ' AND a.action = ANY($2)' END,
        CASE WHEN subjects IS NOT NULL THEN ' AND a.subject = ANY($4)' END
      )
    END,
    CASE WHEN by_user IS NOT NULL THEN ' AND a."actorId" = $3' END,
    CASE WHEN since IS NOT NULL THEN ' AND a.id >= $6' END,
    CASE WHEN until IS NOT NULL THEN ' AND a.id < $7' END,
    CASE WHEN before IS NOT NULL THEN ' AND a.id < $8' END
  );
BEGIN
  RETURN QUERY EXECUTE format($query$
    SELECT e.id, e.at, (SELECT json_build_object('id', u.id, 'name', u.name) FROM "User" u WHERE u.id = e."actorId"),
      (SELECT json_build_object('id', t.id, 'name', t.name) FROM "Tenant" t WHERE t.id = e."tenantId"), e.action,
      coalesce(
        (SELECT json_build_object('kind', 'user', 'id', u.id, 'name', u.name, 'email', u.email) FROM "User" u WHERE u.id = s.id),
        (SELECT json_build_object('kind', 'upload', 'id', u.id, 'fileName', u."fileName") FROM "Upload" u WHERE u.id = s.id),
        (SELECT json_build_object('kind', 'portfolio', 'id', p.id, 'name', p.name) FROM "Portfolio" p WHERE p.id = s.id)
      ), e.details, e.address
    FROM (%s ORDER BY a.id DESC LIMIT $9) AS e CROSS JOIN LATERAL (
      SELECT CASE WHEN e.subject ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' THEN e.subject::uuid END AS id
    ) AS s ORDER BY e.id DESC
  $query$, format(source, wanted)) USING tenants, deeds, by_user, subjects, people, since, until, before, most, compared;
END
$body$;
