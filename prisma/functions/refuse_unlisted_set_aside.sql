-- Refuses to stage an upload unless every row counted as set aside is stored, so that all can be listed.
CREATE OR REPLACE FUNCTION refuse_unlisted_set_aside() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF (SELECT count(*) FROM "SetAsideRow" WHERE "uploadId" = NEW."id") <> NEW."setAsideRows" THEN
    RAISE EXCEPTION 'upload % counts other rows as set aside than it keeps', NEW."id"
      USING ERRCODE = 'check_violation', CONSTRAINT = 'Upload_set_aside_is_kept';
  END IF;
  RETURN NEW;
END
$body$;

CREATE OR REPLACE TRIGGER "Upload_set_aside_is_kept" BEFORE UPDATE OF "state" ON "Upload" FOR EACH ROW
  WHEN (OLD."state" = 'staging' AND NEW."state" = 'staged')
  EXECUTE FUNCTION refuse_unlisted_set_aside();
