-- Who is kept out of an upload as held: few rows are, and the morning asks it of each incomplete load. With the tenant in
-- it, as otherwise a planner that believes the table to be empty walks all left-out rows of the tenant.
CREATE INDEX "LeftOutRow_held" ON "LeftOutRow" ("tenantId", "uploadId") WHERE issues @> '[{"code": "debtor_held"}]';

-- Who was held only when their batch was claimed.
CREATE INDEX "Record_held" ON "Record" ("tenantId", "uploadId") WHERE state = 'not_sent' AND reason = 'held';
