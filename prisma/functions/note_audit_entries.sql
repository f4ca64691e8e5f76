-- Notes the lowest id of the transaction's entries in the audit trail, from which link_audit_entries looks for them.
CREATE OR REPLACE FUNCTION note_audit_entries() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM set_config('app.audit_since', (SELECT id::text FROM (
    (SELECT id FROM added_entries ORDER BY id LIMIT 1)
    UNION ALL SELECT nullif(current_setting('app.audit_since', true), '')::uuid
  ) AS noted ORDER BY id LIMIT 1), true)
  -- A statement may have written none.
  WHERE EXISTS (SELECT FROM added_entries);
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "AuditEntry_note" AFTER INSERT ON "AuditEntry"
  REFERENCING NEW TABLE AS added_entries FOR EACH STATEMENT EXECUTE FUNCTION note_audit_entries();
