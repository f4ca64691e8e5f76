-- Refuses to change a batch's id, upload or tenant: records refer to it by all three.
CREATE OR REPLACE FUNCTION refuse_batch_rename() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE EXCEPTION 'batch % keeps its id, upload and tenant', OLD."id"
    USING ERRCODE = 'foreign_key_violation', TABLE = 'Batch', CONSTRAINT = 'Record_has_batch';
END
$body$;

CREATE OR REPLACE TRIGGER "Batch_keeps_names" BEFORE UPDATE OF "id", "tenantId", "uploadId" ON "Batch" FOR EACH ROW
  WHEN ((OLD."id", OLD."tenantId", OLD."uploadId") IS DISTINCT FROM (NEW."id", NEW."tenantId", NEW."uploadId"))
  EXECUTE FUNCTION refuse_batch_rename();
