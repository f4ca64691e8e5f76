-- Of a retry whose cells came in a corrected report: what its page knew of the earlier upload's debtors, and what the user decided.
ALTER TABLE "Upload" ADD COLUMN     "correction" JSONB;
