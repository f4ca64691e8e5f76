-- A page of the audit trail, youngest first, with the names of what its entries are about as these are now: an entry
-- outlives the user and tenant it names. A `subject` is a user, an upload or a portfolio. Null for any argument: of any.
-- With `people` (keyed hashes): the entries that name one of them, those about `subjects` that are one of `deeds`,
-- whoever viewed or downloaded the comparisons of `compared`, and whoever viewed the hold list while one of them was on it;
-- without, each argument narrows. `since` and `until` are ids, as `before`. Across tenants (decision 65).
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
        OR a.subject = ANY($10) AND a.action IN (''debtors_viewed'', ''report_downloaded'') AND a.details ->> ''group'' = ''comparison''
        OR a.action = ''debtors_viewed'' AND a.details ->> ''group'' = ''holds'' AND EXISTS (
          SELECT FROM unnest($11, $12, $13) AS l (tenant, since, until) WHERE l.tenant = a."tenantId" AND a.id > l.since AND a.id < l.until))'
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
  -- From when until when `people` were on the hold list of which tenant, by ids of entries; the last id of all for "still".
  listed_in uuid[];
  listed_since uuid[];
  listed_until uuid[];
BEGIN
  IF people IS NOT NULL THEN
    SELECT array_agg(n."tenantId"), array_agg(n.id), array_agg(coalesce(n.next, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    INTO listed_in, listed_since, listed_until
    FROM (
      SELECT e."tenantId", e.id, e.action, lead(e.id) OVER (PARTITION BY e."tenantId" ORDER BY e.id) AS next
      FROM "AuditEntry" e
      WHERE e."tenantId" = ANY(tenants) AND e.details ? 'person' AND string_to_array(e.details ->> 'person', ' ') && people
        AND (e.action IN ('hold_added', 'hold_extended', 'hold_ended')
          -- Unless it says that the hold was kept, or erased none.
          OR e.action = 'person_erased' AND e.details ->> 'holds' <> '0' AND NOT e.details ? 'keepsHold')
    ) AS n WHERE n.action IN ('hold_added', 'hold_extended');
  END IF;
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
  $query$, format(source, wanted)) USING tenants, deeds, by_user, subjects, people, since, until, before, most, compared,
    listed_in, listed_since, listed_until;
END
$body$;
