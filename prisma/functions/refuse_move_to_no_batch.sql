-- Refuses to move a record to a batch that its upload does not have. Only halving moves records, by default at
-- most a hundred at a time, so this checks row by row, and only if the batch changes.
CREATE OR REPLACE FUNCTION refuse_move_to_no_batch() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM FROM "Batch" b
    WHERE b."tenantId" = NEW."tenantId" AND b."uploadId" = NEW."uploadId" AND b."id" = NEW."batchId" FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'batch % of a record is none of its upload', NEW."batchId"
      USING ERRCODE = 'foreign_key_violation', TABLE = 'Record', CONSTRAINT = 'Record_has_batch';
  END IF;
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Record_moves_to_batch" AFTER UPDATE OF "tenantId", "uploadId", "batchId" ON "Record" FOR EACH ROW
  WHEN ((OLD."tenantId", OLD."uploadId", OLD."batchId") IS DISTINCT FROM (NEW."tenantId", NEW."uploadId", NEW."batchId"))
  EXECUTE FUNCTION refuse_move_to_no_batch();
