-- The keys that people of the audit trail are noted under: a search goes from one to the next.
CREATE INDEX "AuditEntry_personKey_idx" ON "AuditEntry"("tenantId", split_part(details ->> 'person', ':', 1)) WHERE details ? 'person';

-- What people wrote about debtors, which may name another one: few records have any.
CREATE INDEX "Record_note_idx" ON "Record"("tenantId", "uploadId") WHERE note IS NOT NULL;
