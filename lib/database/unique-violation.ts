import { Prisma } from "./generated/client.ts";

/**
 * The column that made the database refuse a duplicate row (P2002): the last column of the unique index, which
 * holds what a person typed; the columns before it only limit where it must be unique. Null for any other error.
 */
export function duplicateColumn(error: unknown): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") return null;
  // As Prisma names it: Tenant_server_operation_key. Only the adapter's own error contains it.
  const column = /_([A-Za-z]+)_key\b/.exec(JSON.stringify(error.meta ?? {}))?.[1];
  if (column === undefined) throw error;
  return column;
}
