-- holdKey of lib/domain/holds: what a hold is found by. A test compares the two.
CREATE OR REPLACE FUNCTION hold_key(identification text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
  SELECT translate(ltrim(identification, '0'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
$body$;
