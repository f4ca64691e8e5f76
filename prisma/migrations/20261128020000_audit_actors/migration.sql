-- Who did something in a tenant: `audit_actors` goes from one user and tenant to the next.
CREATE INDEX "AuditEntry_actorId_tenantId_idx" ON "AuditEntry"("actorId", "tenantId") WHERE "tenantId" IS NOT NULL;
