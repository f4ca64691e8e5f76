-- Refuses any change of a record's state that record_may_move() does not allow, so no program, however wrong,
-- can alter an outcome.
CREATE OR REPLACE FUNCTION refuse_record_move() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE EXCEPTION 'record % of upload % may not move from % to %', OLD."ordinal", OLD."uploadId", OLD."state", NEW."state"
    USING ERRCODE = 'check_violation', CONSTRAINT = 'Record_move_allowed';
END
$body$;

-- The condition is in WHEN, so the function is called for refused moves only.
CREATE OR REPLACE TRIGGER "Record_move_allowed" BEFORE UPDATE OF "state" ON "Record" FOR EACH ROW
  WHEN (OLD."state" IS DISTINCT FROM NEW."state" AND NOT record_may_move(OLD."state", NEW."state"))
  EXECUTE FUNCTION refuse_record_move();
