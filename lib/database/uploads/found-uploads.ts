import type { FoundUpload } from "#lib/domain/views/found-view.ts";
import type { Transaction } from "../client.ts";
import { likePattern } from "../like-pattern.ts";

/** Of all tenants together. Older ones are in the history; so a name that no upload has costs little, too. */
const mostSearched = 10_000;
const leastOfTenant = 500;

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
  tenantIds: readonly string[],
  { words, idPart, stagingSince, limit }: UploadSearch,
): Promise<FoundUpload[]> {
  if (tenantIds.length === 0) return [];
  const ofTenant = Math.max(leastOfTenant, Math.ceil(mostSearched / tenantIds.length));
  const searched = words.length === 0 && idPart === null ? limit : ofTenant;
  const patterns = words.map((word) => `%${likePattern(word)}%`);
  // Most names are ASCII, and folding another costs four times as much.
  const rows = await db.$queryRaw<(Omit<FoundUpload, "createdAt"> & { readonly createdAt: Date })[]>`
    SELECT u.id, u."fileName", u."createdAt", t.id AS "tenantId", t.name AS tenant
    FROM "Tenant" t CROSS JOIN LATERAL (
      SELECT id, "fileName", "createdAt", lower(CASE WHEN octet_length("fileName") = char_length("fileName") THEN "fileName"
        ELSE regexp_replace(normalize("fileName", NFKD), '[\u0300-\u036F]', '', 'g') END) AS folded
      FROM "Upload"
      WHERE "tenantId" = t.id AND ("stagedAt" IS NOT NULL OR (state = 'staging' AND "createdAt" >= ${stagingSince}))
      ORDER BY "createdAt" DESC, id DESC LIMIT ${searched}
    ) AS u
    WHERE t.id = ANY(${tenantIds}::uuid[]) AND (u.folded LIKE ALL(${patterns}::text[])
      OR (${idPart}::text IS NOT NULL AND (starts_with(u.id::text, ${idPart}) OR right(u.id::text, length(${idPart})) = ${idPart})))
    ORDER BY u."createdAt" DESC, u.id DESC LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
