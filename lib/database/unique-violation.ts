import { Prisma } from "./generated/client.ts";

/**
 * Where the database refused a row because another one stands in its place (P2002): the last column of the index, which is what somebody
 * typed, and what comes before it only says where that must be unique. Null for any other error.
 */
export function duplicateColumn(error: unknown): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") return null;
  // As Prisma names it: Tenant_server_operation_key. Only the adapter's own error tells it.
  const column = /_([A-Za-z]+)_key\b/.exec(JSON.stringify(error.meta ?? {}))?.[1];
  if (column === undefined) throw error;
  return column;
}
