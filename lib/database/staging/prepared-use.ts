import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Transaction } from "../client.ts";

/** Rows announced of a tenant's uploads that nobody has confirmed yet, with those set aside. */
export async function countPreparedRows(tx: Transaction, tenantId: string): Promise<number> {
  const [found] = await tx.$queryRaw<{ rows: number }[]>`
    SELECT coalesce(sum("rowCount" + coalesce((lists -> 'set_aside' ->> 'items')::int, 0)), 0)::float8 AS rows
    FROM "Upload" WHERE "tenantId" = ${tenantId}::uuid AND state = ANY(${[...uploadGroups.drafts]}::"UploadState"[])`;
  return found?.rows ?? 0;
}

/** Bytes. */
export interface PreparedBytes {
  readonly ofUpload: number;
  readonly ofTenant: number;
}

/** What a chunk or part takes beside its content: its row, its keys. */
const overhead = 1_024;

/** What is kept of an upload, and of all of a tenant that nobody has confirmed yet: rows, packed, and lists. */
export async function countPreparedBytes(db: Transaction, tenantId: string, uploadId: string): Promise<PreparedBytes> {
  const [found] = await db.$queryRaw<PreparedBytes[]>`
    SELECT coalesce(sum(bytes) FILTER (WHERE id = ${uploadId}::uuid), 0)::float8 AS "ofUpload",
      coalesce(sum(bytes), 0)::float8 AS "ofTenant"
    FROM "Upload" u, LATERAL (
      SELECT octet_length(source) + octet_length(identifications) + ${overhead}::bigint AS bytes FROM "Chunk"
      WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = u.id
      UNION ALL
      SELECT octet_length(source) + ${overhead}::bigint FROM "ListPart"
      WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = u.id
    ) AS kept
    WHERE u."tenantId" = ${tenantId}::uuid AND u.state = ANY(${[...uploadGroups.drafts]}::"UploadState"[])`;
  return found ?? { ofUpload: 0, ofTenant: 0 };
}
