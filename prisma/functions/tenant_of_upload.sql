-- The tenant of an upload, so that access to it can be decided. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION tenant_of_upload(upload uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT u."tenantId" FROM "Upload" u WHERE u.id = upload
$body$;
