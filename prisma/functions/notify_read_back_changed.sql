-- Whether debtors of an upload are being looked up stands in its batches, and when that ends nothing in the upload itself need change.
-- Only where a look-up begins or ends: one that is put off changes nothing that is shown.
CREATE OR REPLACE FUNCTION notify_read_back_changed() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM pg_notify('upload', json_build_object('id', NEW."uploadId", 'tenantId', NEW."tenantId")::text);
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Batch_read_back_changed" AFTER UPDATE OF "readBackAt" ON "Batch" FOR EACH ROW
  WHEN ((OLD."readBackAt" IS NULL) <> (NEW."readBackAt" IS NULL)) EXECUTE FUNCTION notify_read_back_changed();
