-- A page of the audit trail, youngest first, with the names of what its entries are about as these are now: an entry
-- outlives the user and tenant it names. A `subject` is a user, an upload or a portfolio. Null for `tenants`, `deed`
-- or `before`: of any. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION audit_entries(tenants uuid[], deed text, before uuid, most int)
RETURNS TABLE (
  id uuid, at timestamptz, actor json, "ofTenant" json, action text, subject json, details jsonb, address text
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT e.id, e.at, (SELECT json_build_object('id', u.id, 'name', u.name) FROM "User" u WHERE u.id = e."actorId"),
    (SELECT json_build_object('id', t.id, 'name', t.name) FROM "Tenant" t WHERE t.id = e."tenantId"), e.action,
    coalesce(
      (SELECT json_build_object('kind', 'user', 'id', u.id, 'name', u.name, 'email', u.email) FROM "User" u WHERE u.id = s.id),
      (SELECT json_build_object('kind', 'upload', 'id', u.id, 'fileName', u."fileName") FROM "Upload" u WHERE u.id = s.id),
      (SELECT json_build_object('kind', 'portfolio', 'id', p.id, 'name', p.name) FROM "Portfolio" p WHERE p.id = s.id)
    ), e.details, e.address
  FROM (
    -- Tenant by tenant, because an index gives the youngest of one tenant and not of several.
    SELECT a.* FROM unnest(tenants) AS t (id) CROSS JOIN LATERAL (
      SELECT * FROM "AuditEntry" a
      WHERE a."tenantId" = t.id AND (deed IS NULL OR a.action = deed) AND (before IS NULL OR a.id < before)
      ORDER BY a.id DESC LIMIT most
    ) AS a
    UNION ALL
    SELECT * FROM (
      SELECT * FROM "AuditEntry" a
      WHERE tenants IS NULL AND (deed IS NULL OR a.action = deed) AND (before IS NULL OR a.id < before)
      ORDER BY a.id DESC LIMIT most
    ) AS a
    ORDER BY id DESC LIMIT most
  ) AS e CROSS JOIN LATERAL (
    SELECT CASE WHEN e.subject ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' THEN e.subject::uuid END AS id
  ) AS s ORDER BY e.id DESC
$body$;
