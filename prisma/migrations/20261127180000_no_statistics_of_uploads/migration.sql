-- Which uploads and portfolios there are changes every day, faster than statistics are gathered. With those of
-- yesterday the planner believes that a new upload has no row, and reads all of it for each debtor that it looks up.
-- Without any it believes in a two-hundredth of the table, and looks up by the index that has the debtor, too.
ALTER TABLE "Record" ALTER COLUMN "uploadId" SET STATISTICS 0;
ALTER TABLE "LeftOutRow" ALTER COLUMN "uploadId" SET STATISTICS 0;
ALTER TABLE "ComparedDebtor" ALTER COLUMN "uploadId" SET STATISTICS 0;
ALTER TABLE "SnapshotDebtor" ALTER COLUMN "portfolioId" SET STATISTICS 0;

-- Statistics gathered before stay until they are cleared, which PostgreSQL can do from version 18 on.
DO $$
DECLARE
  one record;
BEGIN
  IF to_regprocedure('pg_clear_attribute_stats(text, text, text, boolean)') IS NOT NULL THEN
    FOR one IN
      SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = current_schema()::regnamespace AND a.attstattarget = 0
    LOOP
      PERFORM pg_clear_attribute_stats(current_schema()::text, one.relname::text, one.attname::text, false);
    END LOOP;
  END IF;
END
$$;
