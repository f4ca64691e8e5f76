-- Since when an upload is over: since it ended, or since the last of its debtors settled afterwards (read back, by a person's word, or in
-- flight while it was cancelled). Kept here as the groups are: whoever settles need not remember it.
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
