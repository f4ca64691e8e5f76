-- The keys of holds as hold_key makes them now: without marks among digits, and by the tenant's country. As it is at this time;
-- prisma/functions has it from here on.
CREATE FUNCTION pg_temp.hold_key(identification text, country text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
  written text := trim(BOTH '-/_' FROM translate(identification, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'));
  parts text[] := regexp_match(written, CASE WHEN country = 'CL' THEN '^(.*[0-9])[-/_]+([0-9K])$' ELSE '^(.*[0-9])[-/_]+([0-9])$' END);
  head text := ltrim(translate(parts[1], '-/_', ''), '0');
  bare text := ltrim(CASE WHEN head ~ '^[0-9]{6,}$' THEN head ELSE translate(written, '-/_', '') END, '0');
  number text := left(bare, -1);
  weights int[] := ARRAY[3, 7, 13, 17, 19, 23, 29, 37, 41, 43];
  rest int;
BEGIN
  IF country = 'CL' THEN
    IF bare ~ '^[0-9]{7,8}K$' THEN RETURN number; END IF;
    IF bare !~ '^[0-9]{9}$' THEN RETURN bare; END IF;
    weights := ARRAY[2, 3, 4, 5, 6, 7, 2, 3];
  ELSE
    IF bare ~ '^[89][0-9]{9}$' THEN RETURN number; END IF;
    IF bare !~ '^([1-7][0-9]{8}|[0-9]{11})$' THEN RETURN bare; END IF;
  END IF;
  -- Modulo 11, from the last digit to the first (nitCheckDigit, rutCheckDigit).
  SELECT sum(substr(number, length(number) + 1 - place::int, 1)::int * weight) % 11 INTO rest
  FROM unnest(weights) WITH ORDINALITY AS w(weight, place) WHERE place <= length(number);
  RETURN CASE WHEN right(bare, 1) = CASE
      WHEN country = 'CL' THEN CASE rest WHEN 0 THEN '0' WHEN 1 THEN 'K' ELSE (11 - rest)::text END
      ELSE CASE WHEN rest < 2 THEN rest ELSE 11 - rest END::text
    END THEN number ELSE bare END;
END
$body$;

-- Who was on a list in two forms is one person: the longer hold stays.
DELETE FROM "Hold" WHERE id IN (
  SELECT id FROM (
    SELECT h.id, row_number() OVER (PARTITION BY h."tenantId", pg_temp.hold_key(h.identification, t.country) ORDER BY coalesce(h.until, 'infinity') DESC, h.id DESC) AS place
    FROM "Hold" h JOIN "Tenant" t ON t.id = h."tenantId"
  ) AS ranked WHERE place > 1
);

-- In two steps, as somebody's new key may be somebody's old one.
UPDATE "Hold" h SET key = ' ' || pg_temp.hold_key(h.identification, t.country) FROM "Tenant" t
  WHERE t.id = h."tenantId" AND h.key <> pg_temp.hold_key(h.identification, t.country);
UPDATE "Hold" SET key = substr(key, 2) WHERE key LIKE ' %';
