-- Deletes the records of deleted batches.
CREATE OR REPLACE FUNCTION delete_records_of_batches() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  removed record;
BEGIN
  FOR removed IN SELECT "id" FROM removed_batches LOOP
    DELETE FROM "Record" WHERE "batchId" = removed."id";
  END LOOP;
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Batch_takes_records" AFTER DELETE ON "Batch"
  REFERENCING OLD TABLE AS removed_batches FOR EACH STATEMENT EXECUTE FUNCTION delete_records_of_batches();
