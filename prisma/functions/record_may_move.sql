-- The moves a record may make, as recordMoves in lib/domain/outcome/record-state.ts. A test compares the two.
CREATE OR REPLACE FUNCTION record_may_move(before "RecordState", after "RecordState") RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE before
  WHEN 'pending' THEN after IN ('unchanged', 'accepted', 'rejected', 'unconfirmed', 'not_sent')
  WHEN 'unchanged' THEN after = 'pending'
  WHEN 'unconfirmed' THEN after IN ('accepted', 'rejected')
  ELSE false
END;
