-- Groups rejections alike: by the reason and the CRM's text without what differs between debtors. One text
-- for a quarter of a million debtors differs in the identification, in long numbers (telephones, balances,
-- obligations), email addresses and places in the batch ("fila 12"). Short numbers stay: one may be all that
-- tells two errors apart.
--
-- "Record"."rejectionKey" stores the result: a change of this function needs a migration that makes the
-- column anew.
CREATE OR REPLACE FUNCTION rejection_key(reason text, identification text, said text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
  SELECT md5(concat_ws(E'\n', reason,
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(lower(said),
      '(?<![[:alnum:]])' || regexp_replace(lower(identification), '([^[:alnum:]])', '\\\1', 'g') || '(?![[:alnum:]])', '#', 'g'),
      '[^[:space:]<>"'',;:()]+@[^[:space:]<>"'',;:()]+', '#', 'g'),
      '[0-9](?:[.,:/-]?[0-9]){4,}', '#', 'g'),
      '\m(filas?|registros?|rows?|records?|lines?|l[ií]neas?|linhas?|index|[ií]ndice|[ií]tem|posici[oó]n|posição)([ :=#]*)[0-9]+', '\1\2#', 'g')
  ))::uuid
$body$;
