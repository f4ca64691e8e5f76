-- Who saw the hold list: of the people on it, that is all the trail has of it.
CREATE INDEX "AuditEntry_holdsViewed_idx" ON "AuditEntry"("tenantId", "id" DESC) WHERE action = 'debtors_viewed' AND details ->> 'group' = 'holds';
