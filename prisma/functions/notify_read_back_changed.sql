-- Notifies watchers of an upload when a read-back of one of its batches begins or ends, because the upload's own
-- row may not change then. A read-back that is only postponed changes nothing shown, so it notifies nobody.
CREATE OR REPLACE FUNCTION notify_read_back_changed() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM pg_notify('upload', json_build_object('id', NEW."uploadId", 'tenantId', NEW."tenantId")::text);
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Batch_read_back_changed" AFTER UPDATE OF "readBackAt" ON "Batch" FOR EACH ROW
  WHEN ((OLD."readBackAt" IS NULL) <> (NEW."readBackAt" IS NULL)) EXECUTE FUNCTION notify_read_back_changed();
