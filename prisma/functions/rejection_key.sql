-- What rejections have in common: why, and what the CRM said but for whom it was said of. One text for a quarter million debtors differs
-- in the debtor's identification, in long numbers (telephones, balances, obligations), e-mail addresses and places in the batch ("fila 12").
-- A short number stays: it may be all that tells one error from another.
--
-- "Record"."rejectionKey" stores what it answers: a change of this text needs a migration that makes the column anew.
CREATE OR REPLACE FUNCTION rejection_key(reason text, identification text, said text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
  SELECT md5(concat_ws(E'\n', reason,
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(lower(said),
      '(?<![[:alnum:]])' || regexp_replace(lower(identification), '([^[:alnum:]])', '\\\1', 'g') || '(?![[:alnum:]])', '#', 'g'),
      '[^[:space:]<>"'',;:()]+@[^[:space:]<>"'',;:()]+', '#', 'g'),
      '[0-9](?:[.,:/-]?[0-9]){4,}', '#', 'g'),
      '\m(filas?|registros?|rows?|records?|lines?|l[ií]neas?|linhas?|index|[ií]ndice|[ií]tem|posici[oó]n|posição)([ :=#]*)[0-9]+', '\1\2#', 'g')
  ))::uuid
$body$;
