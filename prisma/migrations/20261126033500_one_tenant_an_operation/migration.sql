-- A tenant is one operation on one server. Entered twice, its line would be two (an older file could run beside a younger one), its day two
-- budgets, and its calls at once twice as many as its token allows.
DO $body$
DECLARE
  twice text;
BEGIN
  SELECT string_agg(names, '; ') INTO twice FROM (
    SELECT string_agg("name", ' and ' ORDER BY "name") AS names FROM "Tenant" GROUP BY "server", "operation" HAVING count(*) > 1
  ) AS doubled;
  IF twice IS NOT NULL THEN
    RAISE EXCEPTION 'tenants of one operation on one server: %', twice
      USING HINT = 'Give one of each another operation or server, then apply the migrations again.';
  END IF;
END
$body$;

CREATE UNIQUE INDEX "Tenant_server_operation_key" ON "Tenant"("server", "operation");
