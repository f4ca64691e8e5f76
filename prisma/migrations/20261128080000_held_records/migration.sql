-- Debtors who were not sent because they were held: few, and looked up whenever a result is shown.
CREATE INDEX "Record_held_idx" ON "Record"("uploadId", ordinal) WHERE state = 'not_sent' AND reason = 'held';
