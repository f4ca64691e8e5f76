-- A call's debtors are those that it carried. Until now it had those of its batch, withheld ones too.
ALTER TABLE "Call" ALTER COLUMN debtors DROP NOT NULL;

-- Whoever lost a call did not say how many it carried.
UPDATE "Call" SET debtors = NULL WHERE endpoint = 'massive_collections' AND verdict = 'worker_lost';

-- A batch's debtors were settled with its last call, unless all were withheld then. An earlier call, or one of a batch
-- that was halved, may have carried others.
WITH withheld AS (
  SELECT r."batchId", count(*)::int AS debtors FROM "Record" r
  WHERE r.reason IN ('held', 'uncertain_elsewhere', 'too_big_with_others') GROUP BY r."batchId"
), halved AS (
  SELECT DISTINCT b."rootId" AS id FROM withheld w JOIN "Batch" b ON b.id = w."batchId" WHERE b."rootId" IS NOT NULL
), doubtful AS (
  SELECT b.id, b.state, w.debtors FROM "Batch" b LEFT JOIN withheld w ON w."batchId" = b.id
  WHERE w.debtors IS NOT NULL OR b.state = 'split' AND coalesce(b."rootId", b.id) IN (SELECT id FROM halved)
), numbered AS (
  SELECT c.id, d.state, d.debtors, row_number() OVER (PARTITION BY c."batchId" ORDER BY c.id DESC) = 1 AS is_last
  FROM "Call" c JOIN doubtful d ON d.id = c."batchId"
  WHERE c.endpoint = 'massive_collections' AND c.debtors IS NOT NULL AND c."isSettling"
)
UPDATE "Call" c
SET debtors = CASE WHEN n.is_last AND n.state <> 'split' AND c.debtors > n.debtors THEN c.debtors - n.debtors END
FROM numbered n WHERE n.id = c.id;
