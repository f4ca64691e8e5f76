-- A portfolio's debtors are written again every day: half of each page stays free, so that a new version of a row
-- fits beside the old one and no index changes.
ALTER TABLE "SnapshotDebtor" SET (fillfactor = 50);
