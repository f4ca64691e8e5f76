-- What a user has begun to stage in all of their tenants, and what is being staged in one of these. Across tenants
-- (decision 65).
CREATE OR REPLACE FUNCTION staging_starts(starter uuid, tenant uuid)
RETURNS TABLE ("openOfUser" int, "openOfTenant" int, "lastMinute" int, "secondsAgo" float8)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT
    (count(*) FILTER (WHERE u.state = 'staging' AND u."createdById" = starter))::int,
    (count(*) FILTER (WHERE u.state = 'staging' AND u."tenantId" = tenant))::int,
    (count(*) FILTER (WHERE recent.is_so))::int,
    coalesce(extract(epoch FROM clock_timestamp() - min(u."createdAt") FILTER (WHERE recent.is_so)), 0)::float8
  FROM "Upload" u, LATERAL (
    SELECT u."createdById" = starter AND u."createdAt" > clock_timestamp() - interval '1 minute' AS is_so
  ) AS recent
  WHERE u."createdAt" > clock_timestamp() - interval '1 day' AND (u."createdById" = starter OR u."tenantId" = tenant)
$body$;
