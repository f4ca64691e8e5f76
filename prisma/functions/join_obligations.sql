-- A debtor's payload with those obligations of another payload of it behind its own that it does not name, and how many
-- they are with their balance. Null where it names all. Cut as texts, and not read as JSON, which refuses texts that a
-- payload may have: every value is a string, and a quote within one is escaped.
CREATE OR REPLACE FUNCTION join_obligations(payload text, other text, OUT joined text, OUT added integer, OUT balance numeric)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $body$
  SELECT left(payload, -2) || ',' || string_agg(had.text, ',' ORDER BY had.place) || ']}', count(*)::int,
    coalesce(sum(substring(had.text FROM '"total_balance":"(-?\d+(?:\.\d+)?)"')::numeric), 0)
  FROM (
    SELECT found[1] AS text, place, substring(found[1] FROM '"id":"(?:[^"\\]|\\.)*"') AS number
    FROM regexp_matches(substr(other, strpos(other, ',"Obligations":[')), '\{(?:"(?:[^"\\]|\\.)*":"(?:[^"\\]|\\.)*",?)*\}', 'g')
      WITH ORDINALITY AS cut(found, place)
  ) AS had
  WHERE strpos(substr(payload, strpos(payload, ',"Obligations":[')), had.number) = 0
  HAVING count(*) > 0
$body$;
