-- Refuses what a statement without row-level security writes of another tenant than the transaction's, or without one
-- (decision 65). Its triggers are made by applyAccess: for whoever may COPY, on each table it may write.
CREATE OR REPLACE FUNCTION refuse_other_tenants() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  own uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  is_other boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT EXISTS (SELECT FROM added_rows WHERE "tenantId" IS DISTINCT FROM own) INTO is_other;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT EXISTS (SELECT FROM removed_rows WHERE "tenantId" IS DISTINCT FROM own) INTO is_other;
  ELSE
    SELECT EXISTS (SELECT FROM added_rows WHERE "tenantId" IS DISTINCT FROM own)
      OR EXISTS (SELECT FROM removed_rows WHERE "tenantId" IS DISTINCT FROM own) INTO is_other;
  END IF;
  IF is_other THEN
    RAISE EXCEPTION 'rows of another tenant in "%"', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END
$body$;
