import { partsBeside } from "#lib/domain/portfolio/comparison/part-set.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { askThrough } from "../portfolios/load-measures.ts";
import { upToRoot } from "../retries/up-to-root.ts";
import { selectStagedLoads } from "./parts.ts";

/**
 * Notes of a part that is being confirmed, or of what sends debtors of a part again, which confirmed uploads are one
 * file with it: what these had accepted of a debtor is not gone because this one does not name it. Under `lockTenant`.
 */
export async function noteSameFile(
  tx: Transaction,
  { tenantId, uploadId, portfolioId }: { tenantId: string; uploadId: string; portfolioId: string },
): Promise<void> {
  const [first] = await tx.$queryRaw<{ uploadId: string; partNumber: number; partCount: number }[]>`
    WITH RECURSIVE ${upToRoot(Prisma.sql, tenantId, uploadId)}
    SELECT u.id::text AS "uploadId", u."partNumber", u."partCount" FROM "Upload" u
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = (SELECT id FROM up WHERE "retryOfId" IS NULL)`;
  if (first === undefined) return;
  const loads = await selectStagedLoads(askThrough(tx), [tenantId], [portfolioId]);
  const beside = partsBeside(loads, { ...first, loadKind: "part" }).filter(({ isConfirmed }) => isConfirmed);
  await tx.$executeRaw`
    WITH RECURSIVE file AS (
      SELECT part AS id FROM unnest(${beside.map((one) => one.uploadId)}::uuid[]) AS part
      UNION
      SELECT u.id FROM "Upload" u JOIN file f ON u."retryOfId" = f.id WHERE u."tenantId" = ${tenantId}::uuid
    )
    UPDATE "Upload" SET "sameFile" = ARRAY(SELECT id FROM file) WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid`;
}
