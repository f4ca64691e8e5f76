-- A hold's key with letters has no marks any more. Of the holds of one person in one tenant the newest stays.
CREATE FUNCTION pg_temp.key_without_marks(identification text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
  capital text := translate(identification, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  bare text := ltrim(CASE WHEN capital ~ '[^0-9/_-]' THEN translate(capital, '/_-', '') ELSE capital END, '0');
  number text := left(bare, -1);
  rest int;
BEGIN
  IF bare ~ '^[0-9]{6,}-[0-9]$' THEN RETURN left(bare, -2); END IF;
  IF bare ~ '^[89][0-9]{9}$' THEN RETURN number; END IF;
  IF bare !~ '^([1-7][0-9]{8}|[0-9]{11})$' THEN RETURN bare; END IF;
  -- The weights of a NIT's check digit, from the last digit to the first (nitCheckDigit).
  SELECT sum(substr(number, length(number) + 1 - place::int, 1)::int * weight) % 11 INTO rest
  FROM unnest(ARRAY[3, 7, 13, 17, 19, 23, 29, 37, 41, 43]) WITH ORDINALITY AS w(weight, place) WHERE place <= length(number);
  RETURN CASE WHEN right(bare, 1)::int = CASE WHEN rest < 2 THEN rest ELSE 11 - rest END THEN number ELSE bare END;
END
$body$;

DELETE FROM "Hold" h USING "Hold" n
WHERE n."tenantId" = h."tenantId" AND n.id > h.id AND pg_temp.key_without_marks(n.identification) = pg_temp.key_without_marks(h.identification);

UPDATE "Hold" SET key = pg_temp.key_without_marks(identification) WHERE key <> pg_temp.key_without_marks(identification);
