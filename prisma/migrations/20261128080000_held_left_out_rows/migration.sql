-- Who is kept out of an upload as held: few rows are, and the morning asks it of each incomplete load.
CREATE INDEX "LeftOutRow_held" ON "LeftOutRow" ("uploadId") WHERE issues @> '[{"code": "debtor_held"}]';

-- Who was held only when their batch was claimed.
CREATE INDEX "Record_held" ON "Record" ("uploadId") WHERE state = 'not_sent' AND reason = 'held';
