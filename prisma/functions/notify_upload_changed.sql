-- Notifies watchers of an upload that it changed; they read from the table what changed. PostgreSQL sends
-- equal notifications of one transaction once.
CREATE OR REPLACE FUNCTION notify_upload_changed() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM pg_notify('upload', json_build_object('id', NEW."id", 'tenantId', NEW."tenantId")::text);
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Upload_changed" AFTER INSERT OR UPDATE ON "Upload" FOR EACH ROW EXECUTE FUNCTION notify_upload_changed();
