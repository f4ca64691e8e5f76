-- The tenant of a portfolio, so that access to it can be decided. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION tenant_of_portfolio(portfolio uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT p."tenantId" FROM "Portfolio" p WHERE p.id = portfolio
$body$;
