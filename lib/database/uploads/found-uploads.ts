import type { FoundUpload } from "#lib/domain/views/found-view.ts";
import type { Transaction } from "../client.ts";
import { type ListScope, tenantIdsOf } from "./uploads.ts";

/** Older ones are in the history; so a name that no upload has is told in milliseconds, too. */
const mostSearched = 5_000;

export interface UploadSearch {
  /** Folded (`foldText`); the file's name has all of them. None: every upload fits. */
  readonly words: readonly string[];
  /** The beginning or the end of the id; null if what was typed can be none. */
  readonly idPart: string | null;
  /** As in `UploadFilter`. */
  readonly stagingSince: Date;
  readonly limit: number;
}

/** The latest uploads of these tenants by a part of the file's name, accents and case aside, or of the id. */
export async function selectFoundUploads(
  db: Transaction,
  scope: ListScope,
  { words, idPart, stagingSince, limit }: UploadSearch,
): Promise<FoundUpload[]> {
  const rows = await db.$queryRaw<(Omit<FoundUpload, "createdAt"> & { readonly createdAt: Date })[]>`
    SELECT u.id, u."fileName", u."createdAt", t.name AS tenant
    FROM (
      SELECT id, "tenantId", "fileName", "createdAt" FROM "Upload"
      WHERE "tenantId" = ANY(${await tenantIdsOf(db, scope)}::uuid[])
        AND ("stagedAt" IS NOT NULL OR (state = 'staging' AND "createdAt" >= ${stagingSince}))
      ORDER BY "createdAt" DESC, id DESC LIMIT ${mostSearched}
    ) AS u
    JOIN "Tenant" t ON t.id = u."tenantId"
    WHERE u.id::text LIKE ${idPart}::text || '%' OR u.id::text LIKE '%' || ${idPart}::text
      OR (SELECT bool_and(strpos(lower(regexp_replace(normalize(u."fileName", NFKD), '[\u0300-\u036F]', '', 'g')), word) > 0)
          FROM unnest(${[...words]}::text[]) AS word) IS NOT FALSE
    ORDER BY u."createdAt" DESC, u.id DESC LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
