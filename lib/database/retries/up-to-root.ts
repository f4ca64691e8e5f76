import { Prisma } from "../generated/client.ts";

/** Makes SQL of text and the ids in it: `Prisma.sql` takes them as parameters, `String.raw` as they stand. */
type Sql<Made, Id> = (text: TemplateStringsArray, ...ids: Id[]) => Made;

/**
 * SQL of the recursive CTE `up` (id, retryOfId): an upload, the one whose debtors it sends again, and so on, up to the root,
 * which is a retry or correction of none.
 */
export function upToRoot<Made, Id>(sql: Sql<Made, Id>, tenantId: Id, uploadId: Id): Made {
  return sql`up AS (
    SELECT id, "retryOfId" FROM "Upload" WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid
    UNION ALL SELECT p.id, p."retryOfId" FROM "Upload" p JOIN up ON p.id = up."retryOfId" WHERE p."tenantId" = ${tenantId}::uuid
  )`;
}

/** After `up`: the CTE `family` (id), all of them with the retries and corrections made of any. */
export function familyOfUp(tenantId: string): Prisma.Sql {
  // Looked up one by one: a join would read every upload, for nobody knows beforehand how many a family has.
  return Prisma.sql`family AS (
    SELECT id FROM up UNION SELECT u.id FROM family CROSS JOIN LATERAL (
      SELECT id FROM "Upload" WHERE "tenantId" = ${tenantId}::uuid AND "retryOfId" = family.id OFFSET 0
    ) AS u
  )`;
}
