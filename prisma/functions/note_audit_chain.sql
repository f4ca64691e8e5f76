-- Notes which chains of the audit trail the transaction has written for, so that link_audit_entry can lock them in order.
CREATE OR REPLACE FUNCTION note_audit_chain() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM set_config('app.audit_chains', (SELECT array_agg(DISTINCT chain)::text FROM (
    SELECT coalesce("tenantId", '00000000-0000-0000-0000-000000000000') AS chain FROM added_entries
    UNION ALL SELECT unnest(nullif(current_setting('app.audit_chains', true), '')::uuid[])
  ) AS noted), true);
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "AuditEntry_note_chain" AFTER INSERT ON "AuditEntry"
  REFERENCING NEW TABLE AS added_entries FOR EACH STATEMENT EXECUTE FUNCTION note_audit_chain();
