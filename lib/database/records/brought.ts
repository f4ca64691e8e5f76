import { Prisma } from "../generated/client.ts";

/**
 * For a record `r`: a call of another upload `o` of the tenant (its record `l`, of which `where` tells which count) brought
 * its debtor, or may have, to this operation at this server.
 */
export function isBrought(tenantId: string, operation: Prisma.Sql, server: Prisma.Sql, where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM "Record" l JOIN "Upload" o ON o."tenantId" = l."tenantId" AND o.id = l."uploadId" JOIN "Batch" c ON c.id = l."batchId"
    WHERE l."tenantId" = ${tenantId}::uuid AND l.identification = r.identification AND l."uploadId" <> r."uploadId" AND ${where}
      AND c."sentAt" IS NOT NULL AND c."sentOperation" = ${operation} AND c."sentServer" = ${server} OFFSET 0
  )`;
}
