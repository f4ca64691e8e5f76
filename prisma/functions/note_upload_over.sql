-- Keeps "overSince": when the upload ended or, if later, when its last debtor settled (read back, stated by a
-- person, or in flight while the upload was cancelled). Kept by a trigger, like the counters, so no settling
-- code has to remember it.
CREATE OR REPLACE FUNCTION note_upload_over() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW."overSince" := CASE WHEN TG_OP = 'INSERT' THEN coalesce(NEW."overSince", NEW."finishedAt", clock_timestamp()) ELSE clock_timestamp() END;
  RETURN NEW;
END
$body$;

CREATE OR REPLACE TRIGGER "Upload_begins_over" BEFORE INSERT ON "Upload" FOR EACH ROW
  WHEN (NEW."state" IN ('finished', 'cancelled')) EXECUTE FUNCTION note_upload_over();

CREATE OR REPLACE TRIGGER "Upload_over_since" BEFORE UPDATE ON "Upload" FOR EACH ROW
  WHEN (NEW."state" IN ('finished', 'cancelled') AND (OLD."state", OLD."pendingDebtors", OLD."unconfirmedDebtors")
    IS DISTINCT FROM (NEW."state", NEW."pendingDebtors", NEW."unconfirmedDebtors"))
  EXECUTE FUNCTION note_upload_over();
