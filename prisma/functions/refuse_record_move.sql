-- A debtor's outcome is what it became: no program, however wrong, moves it otherwise than record_may_move() allows.
CREATE OR REPLACE FUNCTION refuse_record_move() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE EXCEPTION 'record % of upload % may not move from % to %', OLD."ordinal", OLD."uploadId", OLD."state", NEW."state"
    USING ERRCODE = 'check_violation', CONSTRAINT = 'Record_move_allowed';
END
$body$;

-- The condition stands in WHEN, so the function is called for refused moves only.
CREATE OR REPLACE TRIGGER "Record_move_allowed" BEFORE UPDATE OF "state" ON "Record" FOR EACH ROW
  WHEN (OLD."state" IS DISTINCT FROM NEW."state" AND NOT record_may_move(OLD."state", NEW."state"))
  EXECUTE FUNCTION refuse_record_move();
