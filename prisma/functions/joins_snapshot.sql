-- Whether what an upload sends of a debtor is all that its portfolio has of it, or joins what a row of the snapshot says
-- (decision 47): additions name what is added, and a part what it has of the file. A part joins what the other parts of
-- its file had accepted or have unchanged, and nothing of the days before. Who is gone by a younger file is still there
-- for an upload before it.
CREATE OR REPLACE FUNCTION joins_snapshot(u "Upload", s "SnapshotDebtor") RETURNS boolean LANGUAGE sql STABLE AS $body$
  SELECT (s.state IN ('live', 'uncertain') OR s.state = 'gone' AND s.place > u."confirmedAt") AND (u."loadKind" = 'additions' OR s."uploadId" = ANY(u."sameFile") OR u."sameFile" <> '{}' AND EXISTS (
    SELECT FROM "Record" r WHERE r."tenantId" = s."tenantId" AND r.identification = s.identification AND r."uploadId" = ANY(u."sameFile")
      -- Where the row is in doubt because of the upload itself, it may say what another part had accepted.
      AND (r.state = 'unchanged' OR s."uploadId" IN (u.id, u."retryOfId") AND r.state IN ('accepted', 'unconfirmed')) OFFSET 0
  ))
$body$;
