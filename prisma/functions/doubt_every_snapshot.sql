-- Forgets what the CRM has of every row of every tenant's snapshots: live ones become uncertain, gone and closed ones
-- stay so. Returns how many were not in doubt before. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION doubt_every_snapshot() RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
  tenant uuid;
  doubted int;
  total int := 0;
BEGIN
  FOR tenant IN SELECT t.id FROM "Tenant" t ORDER BY t.id LOOP
    PERFORM lock_snapshot(tenant);
    UPDATE "SnapshotDebtor" s SET state = CASE s.state WHEN 'live' THEN 'uncertain' ELSE s.state END, digest = '', "stableDigest" = ''
      WHERE s."tenantId" = tenant AND (s.state = 'live' OR s.digest <> '' OR s."stableDigest" <> '');
    GET DIAGNOSTICS doubted = ROW_COUNT;
    total := total + doubted;
  END LOOP;
  RETURN total;
END
$body$;
