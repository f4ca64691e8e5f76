-- A change of operation, server or token, or retiring the tenant, applies from the next call, not from a worker's next slice: a claim
-- names the version of the connection it has read (claim_batch).
CREATE OR REPLACE FUNCTION raise_connection_version() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW."connectionVersion" := OLD."connectionVersion" + 1;
  RETURN NEW;
END
$body$;

-- The columns that a worker keeps in memory while it works for a tenant; not the name, nor what only staging reads.
CREATE OR REPLACE TRIGGER "Tenant_raises_version" BEFORE UPDATE ON "Tenant" FOR EACH ROW
  WHEN ((OLD."operation", OLD."server", OLD."tokenSealed", OLD."tokenKeyId", OLD."callsAtOnce", OLD."repeatBehaviour", OLD."obligations", OLD."retiredAt")
    IS DISTINCT FROM (NEW."operation", NEW."server", NEW."tokenSealed", NEW."tokenKeyId", NEW."callsAtOnce", NEW."repeatBehaviour", NEW."obligations", NEW."retiredAt"))
  EXECUTE FUNCTION raise_connection_version();
