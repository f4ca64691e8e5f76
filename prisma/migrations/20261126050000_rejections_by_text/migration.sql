-- What rejections have in common: why, and what the CRM said but for whom it was said of. One text for a quarter million debtors differs
-- in the debtor's identification, in long numbers (telephones, balances, obligations), e-mail addresses and places in the batch ("fila 12").
-- A short number stays: it may be all that tells one error from another.
CREATE FUNCTION rejection_key(reason text, identification text, said text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
  SELECT md5(concat_ws(E'\n', reason,
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(lower(said),
      '(?<![[:alnum:]])' || regexp_replace(lower(identification), '([^[:alnum:]])', '\\\1', 'g') || '(?![[:alnum:]])', '#', 'g'),
      '[^[:space:]<>"'',;:()]+@[^[:space:]<>"'',;:()]+', '#', 'g'),
      '[0-9](?:[.,:/-]?[0-9]){4,}', '#', 'g'),
      '\m(filas?|registros?|rows?|records?|lines?|l[ií]neas?|linhas?|index|[ií]ndice|[ií]tem|posici[oó]n|posição)([ :=#]*)[0-9]+', '\1\2#', 'g')
  ))::uuid
$body$;

-- Null for whoever was not rejected, so that the index below has the rejected alone and costs the others nothing.
ALTER TABLE "Record" ADD COLUMN "rejectionKey" uuid
  GENERATED ALWAYS AS (CASE WHEN state = 'rejected' THEN rejection_key(reason, identification, "remoteText") END) STORED;

-- Groups are counted from the index alone; in one of them it goes on by ordinal.
CREATE INDEX "Record_uploadId_rejectionKey_idx" ON "Record" ("uploadId", "rejectionKey", ordinal) INCLUDE ("tenantId", balance)
  WHERE "rejectionKey" IS NOT NULL;
