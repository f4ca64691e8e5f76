-- Writes what a portfolio's snapshot says of the debtors that a statement settles, from the payload that the same
-- statement erases (decision 47). By outcome:
--   accepted     the payload becomes the row, unless a younger upload has written or doubted it. Who is gone by a younger
--                file stays so, with that payload: a close-out closes what the CRM has
--   unconfirmed  the row becomes uncertain; likewise if a person says "rejected", if the payload is erased, or if
--                the batch went to a server or operation that the tenant no longer has, or if it is settled only once
--                the database had been put back from a backup
--   absent       read back and not found: the row goes
-- What additions and parts do not name stays in the row (joins_snapshot). A row in doubt stays so then, unless it is
-- because of these additions themselves. Its digest equals no debtor's, so the next comparison reads the payloads.
-- A close-out (decision 52) closes whom it was made of. Debtors who stay have `change` there: what their file said of
-- them is still true, so their row stays as it is.
-- In other portfolios of the tenant, rows of the same debtor become uncertain unless its values apart from the
-- obligations are equal and no obligation of theirs was sent with others. Where the CRM removes what a load does not
-- name, those become uncertain too whose debtor an upload of no portfolio sends with obligations of its own: nobody
-- remembers these, so the next load must remove them as a full one does. Rows are never in doubt because of an older
-- upload: uploads are sent in the order of their places. Moves are netted as in tell_accepted_later, for the same
-- reason.
CREATE OR REPLACE FUNCTION write_snapshot() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  tenant uuid;
  moved_at timestamptz;
  restored_at timestamptz;
  has_others boolean;
  removes boolean;
  joins boolean;
BEGIN
  -- Most statements that move nobody come from triggers that hold locks; they must not wait here.
  IF NOT EXISTS (
    SELECT 1 FROM (
      SELECT state, 1 AS sign FROM added_records UNION ALL SELECT state, -1 FROM removed_records
    ) AS s WHERE state IN ('accepted', 'unconfirmed', 'rejected') GROUP BY state HAVING sum(sign) <> 0
  ) THEN
    RETURN NULL;
  END IF;
  restored_at := coalesce((SELECT max(d."restoredAt") FROM "DatabaseRestore" d), '-infinity');
  FOR tenant IN
    SELECT t.id FROM "Tenant" t WHERE t.id IN (SELECT "tenantId" FROM added_records)
      AND EXISTS (SELECT 1 FROM "Portfolio" p WHERE p."tenantId" = t.id) ORDER BY t.id
  LOOP
    PERFORM lock_snapshot(tenant);
    SELECT t."movedAt", (SELECT count(*) > 1 FROM "Portfolio" p WHERE p."tenantId" = t.id), t.obligations = 'replaces'
      INTO moved_at, has_others, removes
      FROM "Tenant" t WHERE t.id = tenant;
    joins := EXISTS (SELECT 1 FROM "Upload" u WHERE u."tenantId" = tenant AND u.id IN (SELECT "uploadId" FROM added_records)
      AND (u."loadKind" = 'additions' OR u."sameFile" <> '{}'));
    INSERT INTO "SnapshotDebtor" AS s ("tenantId", "portfolioId", identification, state, digest, "stableDigest", obligations, balance,
      payload, "uploadId", place, since)
    WITH moves AS MATERIALIZED (
      SELECT m."uploadId", m.identification, m.before, m.after, m.evidence, m.obligations, m.balance, m.digest, m."stableDigest", m.payload,
        u."closesOutId" IS NOT NULL AS "isClosing", u."closesOutId" IS NOT NULL AND m.change IS NULL AS "isClosed", u."closesOutId" IS NOT NULL AND m.change IS NOT NULL AS "isStaying",
        m.after = 'accepted' AND m.payload IS NOT NULL AND e."leftOne" IS NULL
          -- What was sent since the backup and is in no table may have changed what no look-up shows.
          AND NOT (m.before = 'unconfirmed' AND u."closesOutId" IS NULL AND u."confirmedAt" <= restored_at)
          -- Without a row, only records show what younger uploads did to the debtor.
          AND NOT (m.before = 'unconfirmed' AND NOT EXISTS (
            SELECT 1 FROM "SnapshotDebtor" x WHERE x."portfolioId" = u."portfolioId" AND x.identification = m.identification
          ) AND EXISTS (
            SELECT 1 FROM "Record" r JOIN "Upload" y ON y.id = r."uploadId"
            WHERE r."tenantId" = tenant AND r.identification = m.identification AND (y."confirmedAt", y.id) > (u."confirmedAt", u.id)
              AND (r.state IN ('accepted', 'unconfirmed') OR r.state = 'rejected' AND r.evidence IN ('read_back', 'person'))
          )) AS "isKnown",
        u."portfolioId", u."confirmedAt" AS place, e."leftOne"
      FROM (
        SELECT "uploadId", "batchId", ordinal, identification, obligations, balance,
          max(state) FILTER (WHERE sign < 0) AS before, max(state) FILTER (WHERE sign > 0) AS after, max(evidence) FILTER (WHERE sign > 0) AS evidence,
          max(digest) FILTER (WHERE sign < 0) AS digest, max("stableDigest") FILTER (WHERE sign < 0) AS "stableDigest",
          max(payload) FILTER (WHERE sign < 0) AS payload, max(change) FILTER (WHERE sign < 0) AS change
        FROM (
          SELECT 1 AS sign, "uploadId", "batchId", ordinal, identification, obligations, balance, state, evidence, digest, "stableDigest",
            NULL::text AS payload, NULL::"Change" AS change FROM added_records WHERE "tenantId" = tenant AND state IN ('accepted', 'unconfirmed', 'rejected')
          UNION ALL
          SELECT -1, "uploadId", "batchId", ordinal, identification, obligations, balance, state, NULL, digest, "stableDigest",
            payload, change FROM removed_records WHERE "tenantId" = tenant AND state IN ('pending', 'unconfirmed')
        ) AS versions GROUP BY 1, 2, 3, 4, 5, 6
      ) AS m
      JOIN "Upload" u ON u.id = m."uploadId"
      -- Where a call went after which the tenant has moved, as doubt_snapshots names it.
      LEFT JOIN LATERAL (
        SELECT md5(ROW(b."sentOperation", b."sentServer")::text) AS "leftOne" FROM "Batch" b WHERE moved_at IS NOT NULL AND b.id = m."batchId" AND b."sentAt" <= moved_at
      ) AS e ON true
      WHERE m.before <> m.after AND (m.after <> 'rejected' OR m.before = 'unconfirmed' AND m.evidence = 'person')
    ), own AS (
      SELECT m."portfolioId", m.identification,
        (CASE WHEN NOT m."isKnown" OR j."isInDoubt" THEN 'uncertain' WHEN m."isClosed" THEN 'closed' ELSE 'live' END)::"SnapshotState" AS state,
        -- Additions to obligations that nobody knows make none of them known.
        CASE WHEN j."isUnknown" THEN '' WHEN j.joined IS NULL THEN m.digest ELSE j.digest END AS digest,
        CASE WHEN j."isUnknown" THEN '' WHEN j.joined IS NULL THEN m."stableDigest" ELSE j.digest END AS "stableDigest",
        m.obligations + coalesce(j.added, 0) AS obligations, m.balance + coalesce(j.balance, 0) AS balance,
        CASE WHEN m."isKnown" THEN coalesce(j.joined, m.payload) END AS payload, m."uploadId", m.place,
        CASE WHEN m."isClosed" THEN clock_timestamp() END AS since
      FROM moves m LEFT JOIN LATERAL (
        SELECT x."isInDoubt", x."isInDoubt" AND x.digest = '' AS "isUnknown", f.joined, f.added, f.balance,
          left(encode(sha256(convert_to(f.joined, 'UTF8')), 'hex'), 16) AS digest
        FROM (
          SELECT s.payload, s.digest, (s.state = 'uncertain' OR s.state = 'gone' AND s.digest = '') AND (u."loadKind" <> 'additions' OR s."uploadId" <> u.id AND s."uploadId" IS DISTINCT FROM u."retryOfId") AS "isInDoubt"
          FROM "Upload" u JOIN "SnapshotDebtor" s ON s."portfolioId" = m."portfolioId" AND s.identification = m.identification
          WHERE u.id = m."uploadId" AND m."isKnown" AND (u."loadKind" = 'additions' OR u."sameFile" <> '{}')
            AND ((s.place, s."uploadId") <= (m.place, m."uploadId") OR EXISTS (
              SELECT FROM "Upload" w WHERE w.id = s."uploadId" AND (w."confirmedAt", w.id) <= (m.place, m."uploadId")
            )) AND joins_snapshot(u, s)
        ) AS x LEFT JOIN LATERAL join_obligations(m.payload, x.payload) AS f ON true
        -- Most uploads join nothing: then nobody is looked up, and no function is begun for each debtor.
        WHERE joins
      ) AS j ON true
      WHERE m."portfolioId" IS NOT NULL AND NOT (m."isClosing" AND EXISTS (
        SELECT 1 FROM "SnapshotDebtor" x WHERE x."portfolioId" = m."portfolioId" AND x.identification = m.identification
          AND (x.state = 'live' AND m."isStaying" AND m."isKnown" OR x.state = 'gone' AND x.place > m.place)
      ))
    ), others AS (
      SELECT o."portfolioId", o.identification, 'uncertain'::"SnapshotState", o.digest, CASE WHEN o.digest = '' THEN '' ELSE o."stableDigest" END,
        o.obligations, o.balance, o.payload,
        m."uploadId", m.place, o.since
      FROM moves m JOIN "SnapshotDebtor" o ON o."tenantId" = tenant AND o.identification = m.identification
        AND o."portfolioId" IS DISTINCT FROM m."portfolioId" AND (o.place, o."uploadId") < (m.place, m."uploadId")
      -- Whoever was unconfirmed has been judged when it became so.
      WHERE m.before = 'pending' AND (has_others OR m."portfolioId" IS NULL) AND (
        -- What is kept of an operation that the tenant has left (doubt_snapshots) is in doubt only by a call that went there.
        o.state = 'uncertain' AND (o.digest <> '' OR o."stableDigest" = '' OR o."stableDigest" LIKE m."leftOne" || '|%')
        OR o.state = 'live' AND o.payload IS DISTINCT FROM m.payload AND (
          m."portfolioId" IS NULL AND removes
          -- As payloadDigest reads them: a debtor's own values come first, and a quote within a value is escaped.
          OR split_part(o.payload, ',"Obligations":[', 1) IS DISTINCT FROM split_part(m.payload, ',"Obligations":[', 1)
          OR EXISTS (SELECT 1 FROM regexp_matches(m.payload, '"id":"(?:[^"\\]|\\.)*"', 'g') AS number(found) WHERE strpos(o.payload, number.found[1]) > 0)
        ))
    )
    SELECT DISTINCT ON (w."portfolioId", w.identification) tenant, w."portfolioId", w.identification, w.state,
      CASE WHEN w.payload IS NULL THEN '' ELSE coalesce(w.digest, '') END, CASE WHEN w.payload IS NULL THEN '' ELSE coalesce(w."stableDigest", '') END,
      CASE WHEN w.payload IS NULL THEN 0 ELSE w.obligations END, CASE WHEN w.payload IS NULL THEN 0 ELSE w.balance END,
      w.payload, w."uploadId", w.place, w.since
    FROM (SELECT * FROM own UNION ALL SELECT * FROM others) AS w
    ORDER BY w."portfolioId", w.identification, w.place DESC, w."uploadId" DESC
    ON CONFLICT ("portfolioId", identification) DO UPDATE SET
      state = CASE WHEN (s.place, s."uploadId") <= (excluded.place, excluded."uploadId") THEN excluded.state ELSE s.state END,
      digest = excluded.digest, "stableDigest" = excluded."stableDigest",
      obligations = CASE WHEN excluded.payload IS NULL THEN s.obligations ELSE excluded.obligations END,
      balance = CASE WHEN excluded.payload IS NULL THEN s.balance ELSE excluded.balance END,
      payload = coalesce(excluded.payload, s.payload),
      -- Additions of which nobody knows whether they arrived do not take over a row that was in doubt before them.
      "uploadId" = CASE WHEN (s.state = 'uncertain' OR s.state = 'gone' AND s.digest = '' AND s.place > excluded.place)
        AND excluded.payload IS NULL AND EXISTS (
        SELECT 1 FROM "Upload" u WHERE u.id = excluded."uploadId" AND u."portfolioId" = s."portfolioId" AND u."loadKind" = 'additions'
          AND s."uploadId" IS DISTINCT FROM u."retryOfId"
      ) THEN s."uploadId" ELSE excluded."uploadId" END,
      place = greatest(s.place, excluded.place),
      since = CASE WHEN (s.place, s."uploadId") <= (excluded.place, excluded."uploadId") THEN excluded.since ELSE s.since END
    WHERE (s.place, s."uploadId") <= (excluded.place, excluded."uploadId") OR s.state = 'gone' AND EXISTS (
      -- Gone by a younger file, and written last by an older upload.
      SELECT FROM "Upload" w WHERE w.id = s."uploadId" AND (w."confirmedAt", w.id) <= (excluded.place, excluded."uploadId")
    );
    IF EXISTS (SELECT 1 FROM added_records WHERE "tenantId" = tenant AND state = 'rejected' AND evidence = 'read_back') THEN
      PERFORM drop_from_snapshot(tenant, a."uploadId", a.identification) FROM (
        SELECT "uploadId", identification FROM (
          SELECT 1 AS sign, "uploadId", identification FROM added_records WHERE "tenantId" = tenant AND state = 'rejected' AND evidence = 'read_back'
          UNION ALL
          SELECT -1, "uploadId", identification FROM removed_records WHERE "tenantId" = tenant AND state = 'rejected'
        ) AS versions GROUP BY 1, 2 HAVING sum(sign) > 0
      ) AS a;
    END IF;
  END LOOP;
  RETURN NULL;
END
$body$;

-- Its name puts it after the other triggers of "Record": they wait for records, and nobody may do so with the lock.
CREATE OR REPLACE TRIGGER "Record_writes_snapshot" AFTER UPDATE ON "Record"
  REFERENCING NEW TABLE AS added_records OLD TABLE AS removed_records FOR EACH STATEMENT EXECUTE FUNCTION write_snapshot();
