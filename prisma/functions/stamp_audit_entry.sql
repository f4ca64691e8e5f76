-- Gives an entry of the audit trail its time by the database's clock, and an id of that time, whatever its writer says:
-- the trail is shown and searched in the order of its ids (decision 72). The id is a UUIDv7 that goes on within a
-- millisecond, as PostgreSQL 18 makes them.
CREATE OR REPLACE FUNCTION stamp_audit_entry() RETURNS trigger
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  written CONSTANT timestamptz := clock_timestamp();
  micros CONSTANT bigint := extract(epoch FROM written) * 1000000;
BEGIN
  NEW.at := date_trunc('milliseconds', written);
  NEW.id := lpad(to_hex(micros / 1000), 12, '0') || '7' || lpad(to_hex(micros % 1000 * 4096 / 1000), 3, '0')
    || substr(replace(gen_random_uuid()::text, '-', ''), 17);
  RETURN NEW;
END
$body$;

CREATE OR REPLACE TRIGGER "AuditEntry_stamp" BEFORE INSERT ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION stamp_audit_entry();
