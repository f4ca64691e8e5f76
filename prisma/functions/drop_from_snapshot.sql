-- The CRM has nobody with this identification: the row of the upload's portfolio goes. A row that a younger upload
-- has written is a contradiction, and what other portfolios say is as wrong: nothing about them is known any more, except
-- who is gone or closed.
CREATE OR REPLACE FUNCTION drop_from_snapshot(tenant uuid, upload uuid, debtor text) RETURNS void LANGUAGE plpgsql VOLATILE AS $body$
BEGIN
  DELETE FROM "SnapshotDebtor" s USING "Upload" u
    WHERE u.id = upload AND u."tenantId" = tenant AND s."portfolioId" = u."portfolioId" AND s.identification = debtor
      AND (s.place, s."uploadId") <= (u."confirmedAt", u.id);
  UPDATE "SnapshotDebtor" s SET state = CASE s.state WHEN 'live' THEN 'uncertain' ELSE s.state END, digest = '', "stableDigest" = ''
    WHERE s."tenantId" = tenant AND s.identification = debtor;
END
$body$;
