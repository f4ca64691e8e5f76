-- A correction of the operation, the server or the token counts from the next call, not from the next slice of a worker: whoever claims a
-- batch names the version of the connection it has read (claim_batch).
CREATE OR REPLACE FUNCTION raise_connection_version() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW."connectionVersion" := OLD."connectionVersion" + 1;
  RETURN NEW;
END
$body$;

-- All that a worker keeps of a tenant while it works for it: not its name, nor what only staging reads.
CREATE OR REPLACE TRIGGER "Tenant_raises_version" BEFORE UPDATE ON "Tenant" FOR EACH ROW
  WHEN ((OLD."operation", OLD."server", OLD."tokenSealed", OLD."tokenKeyId", OLD."callsAtOnce", OLD."repeatBehaviour")
    IS DISTINCT FROM (NEW."operation", NEW."server", NEW."tokenSealed", NEW."tokenKeyId", NEW."callsAtOnce", NEW."repeatBehaviour"))
  EXECUTE FUNCTION raise_connection_version();
