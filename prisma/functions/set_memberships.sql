-- Makes a user's tenants these. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION set_memberships(member uuid, tenants uuid[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  DELETE FROM "Membership" m WHERE m."userId" = member AND m."tenantId" <> ALL(tenants);
  INSERT INTO "Membership" ("userId", "tenantId") SELECT member, t FROM unnest(tenants) AS t ON CONFLICT DO NOTHING;
$body$;
