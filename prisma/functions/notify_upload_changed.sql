-- Whoever watches an upload hears that it changed, and reads what changed from the table. Equal notices of one transaction are one.
CREATE OR REPLACE FUNCTION notify_upload_changed() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM pg_notify('upload', json_build_object('id', NEW."id", 'tenantId', NEW."tenantId")::text);
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Upload_changed" AFTER INSERT OR UPDATE ON "Upload" FOR EACH ROW EXECUTE FUNCTION notify_upload_changed();
