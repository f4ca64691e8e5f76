-- Deletes the snapshots of deleted portfolios.
CREATE OR REPLACE FUNCTION delete_snapshot_of_portfolio() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  DELETE FROM "SnapshotDebtor" s WHERE s."portfolioId" IN (SELECT id FROM removed_portfolios);
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Portfolio_takes_snapshot" AFTER DELETE ON "Portfolio"
  REFERENCING OLD TABLE AS removed_portfolios FOR EACH STATEMENT EXECUTE FUNCTION delete_snapshot_of_portfolio();
