import { type KnownTerms, patternOfTerms } from "#lib/domain/people/known-terms.ts";
import type { Transaction } from "../client.ts";
import { likePattern } from "../like-pattern.ts";
import { executeText, type SqlText, sql } from "../sql-text.ts";
import type { PersonAlias, PersonScope } from "./find-person.ts";

/** Texts in which the person may be named, as patterns of LIKE. */
function patternsOf(terms: readonly string[]): string[] {
  return terms.map((term) => `%${likePattern(term)}%`);
}

/** What is kept of an issue: which one, and in which column. */
const bareIssues = sql`(SELECT coalesce(jsonb_agg((i - 'proposal') || '{"params": {}}' ORDER BY n), '[]')
  FROM jsonb_array_elements(issues) WITH ORDINALITY AS e(i, n))`;

/**
 * The person's records keep outcome, sums and lines under a name that says nothing; returns how many they are. In
 * another form the number is another debtor, which the form's place tells.
 */
export function eraseRecordsOf(tx: Transaction, { tenantId, forms }: PersonScope, name: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Record" SET identification = ${name} || '-' || array_position(${[...forms]}::text[], identification), payload = NULL, source = NULL, "remoteText" = NULL, digest = NULL,
      "stableDigest" = NULL, "fileDigest" = NULL, note = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND identification = ANY(${[...forms]}::text[])`;
}

/** The same for the person's rows under another number in a correction. */
export async function eraseAliases(
  tx: Transaction,
  tenantId: string,
  aliases: readonly PersonAlias[],
  name: string,
): Promise<number> {
  let erased = 0;
  for (const [place, { uploadId, identification }] of aliases.entries()) {
    const alias = `${name}-as-${place}`;
    erased += await tx.$executeRaw`
      UPDATE "Record" SET identification = ${alias}, payload = NULL, source = NULL, "remoteText" = NULL, digest = NULL,
        "stableDigest" = NULL, "fileDigest" = NULL, note = NULL
      WHERE "tenantId" = ${tenantId}::uuid AND identification = ${identification} AND "uploadId" = ${uploadId}::uuid`;
    await executeText(
      tx,
      sql`UPDATE "LeftOutRow" SET identification = $1, source = NULL, issues = ${bareIssues}
       WHERE "tenantId" = $2::uuid AND identification = $3 AND "uploadId" = $4::uuid`,
      ...[alias, tenantId, identification, uploadId],
    );
    await tx.$executeRaw`
      UPDATE "Record" SET "retriedAs" = ${alias}
      WHERE "tenantId" = ${tenantId}::uuid AND "retriedInId" = ${uploadId}::uuid AND "retriedAs" IS NOT NULL
        AND "retriedAs" = ${identification}`;
    await tx.$executeRaw`
      UPDATE "LeftOutRow" SET "retriedAs" = ${alias}
      WHERE "tenantId" = ${tenantId}::uuid AND "retriedInId" = ${uploadId}::uuid AND "retriedAs" IS NOT NULL
        AND "retriedAs" = ${identification}`;
  }
  return erased;
}

/** Shapes of files that portfolios were recognised by, where a file's name or title names the person: learnt anew. */
export function deleteShapesNaming(tx: Transaction, tenantId: string, terms: readonly string[]): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM "PortfolioShape" WHERE "tenantId" = ${tenantId}::uuid AND concat_ws(' ', "fileName", title) ~* ${patternOfTerms(terms)}`;
}

/** Filters of the history that name the person, or ask for them. */
export async function deleteFiltersNaming(tx: Transaction, tenantId: string, terms: readonly string[]): Promise<void> {
  const filters = await tx.savedFilter.findMany({ where: { tenantId }, select: { id: true, name: true, query: true } });
  const pattern = new RegExp(patternOfTerms(terms), "iu");
  const naming = filters.filter(({ name, query }) =>
    [name, ...new URLSearchParams(query).values()].some((text) => pattern.test(text)),
  );
  await tx.savedFilter.deleteMany({ where: { tenantId, id: { in: naming.map(({ id }) => id) } } });
}

/** Records of the person under another number name this one, and so do left-out rows that went under it. */
export async function eraseRenamedTo(
  tx: Transaction,
  { tenantId, forms }: PersonScope,
  uploadIds: readonly string[],
  name: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Record" SET "retriedAs" = ${name} || '-' || array_position(${[...forms]}::text[], "retriedAs")
    WHERE "tenantId" = ${tenantId}::uuid AND "retriedInId" = ANY(${[...uploadIds]}::uuid[])
      AND "retriedAs" IS NOT NULL AND "retriedAs" = ANY(${[...forms]}::text[])`;
  await tx.$executeRaw`
    UPDATE "LeftOutRow" SET "retriedAs" = ${name} || '-' || array_position(${[...forms]}::text[], "retriedAs")
    WHERE "tenantId" = ${tenantId}::uuid AND "retriedInId" = ANY(${[...uploadIds]}::uuid[])
      AND "retriedAs" IS NOT NULL AND "retriedAs" = ANY(${[...forms]}::text[])`;
}

export function eraseLeftOutOf(tx: Transaction, { tenantId, forms }: PersonScope, name: string): Promise<number> {
  return executeText(
    tx,
    sql`UPDATE "LeftOutRow" SET identification = $1 || '-' || array_position($3::text[], identification), source = NULL, issues = ${bareIssues}
     WHERE "tenantId" = $2::uuid AND identification = ANY($3::text[])`,
    name,
    tenantId,
    [...forms],
  );
}

/**
 * Left-out rows that name the person without being theirs: rows without a readable identification, and all of those in
 * the corrections of these uploads, whose rows may have had another number. Of one that only has the same mail or telephone
 * as the person, just that is blotted out: it may be somebody else's. Returns how many rows were erased or blotted.
 */
export async function eraseLeftOutNaming(
  tx: Transaction,
  tenantId: string,
  correctionIds: readonly string[],
  { names, contacts }: KnownTerms,
): Promise<number> {
  const isOne = sql`"tenantId" = $1::uuid AND (identification IS NULL OR "uploadId" = ANY($2::uuid[]))
    AND (source ILIKE ANY($3::text[]) OR issues::text ILIKE ANY($3::text[]))`;
  const scope = [tenantId, [...correctionIds]];
  const erased = await executeText(
    tx,
    sql`UPDATE "LeftOutRow" SET source = NULL, issues = ${bareIssues} WHERE ${isOne}`,
    ...scope,
    patternsOf(names),
  );
  if (contacts.length === 0) return erased;
  const blotted = await executeText(
    tx,
    sql`UPDATE "LeftOutRow" SET source = ${withoutMatches(sql`source`, 4)}, issues = ${withoutMatches(sql`issues::text`, 4)}::jsonb WHERE ${isOne}`,
    ...scope,
    ...[patternsOf(contacts), patternOfTerms(contacts)],
  );
  return erased + blotted;
}

/** SQL: a text without what matches a parameter, in whatever case. */
function withoutMatches(text: SqlText, parameter: number): SqlText {
  return sql`regexp_replace(${text}, $${parameter}::text, '•••', 'gi')`;
}

/** The same for set-aside rows, in all uploads of the tenant that still have their texts. */
export async function eraseSetAsideNaming(
  tx: Transaction,
  tenantId: string,
  { names, contacts }: KnownTerms,
): Promise<number> {
  const isOne = sql`u."tenantId" = $1::uuid AND u."erasureEndedAt" IS NULL AND u."setAsideRows" > 0
    AND s."tenantId" = u."tenantId" AND s."uploadId" = u.id AND s.source ILIKE ANY($2::text[])`;
  const erased = await executeText(
    tx,
    sql`UPDATE "SetAsideRow" s SET source = NULL FROM "Upload" u WHERE ${isOne}`,
    tenantId,
    patternsOf(names),
  );
  if (contacts.length === 0) return erased;
  const blotted = await executeText(
    tx,
    sql`UPDATE "SetAsideRow" s SET source = ${withoutMatches(sql`s.source`, 3)} FROM "Upload" u WHERE ${isOne}`,
    ...[tenantId, patternsOf(contacts), patternOfTerms(contacts)],
  );
  return erased + blotted;
}

export function deleteSnapshotsOf(tx: Transaction, { tenantId, forms }: PersonScope): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM "SnapshotDebtor" WHERE "tenantId" = ${tenantId}::uuid AND identification = ANY(${[...forms]}::text[])`;
}

/** The lists of comparisons keep the sums. */
export function eraseComparedOf(tx: Transaction, { tenantId, forms }: PersonScope, name: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE "ComparedDebtor" d SET identification = ${name} || '-' || array_position(${[...forms]}::text[], identification), changes = NULL, "goneObligations" = NULL, numbers = NULL
    WHERE d."tenantId" = ${tenantId}::uuid AND d.identification = ANY(${[...forms]}::text[])
      AND d."uploadId" = ANY(ARRAY(SELECT c."uploadId" FROM "Comparison" c WHERE c."tenantId" = ${tenantId}::uuid))`;
}

/**
 * The replies of the calls that these batches, or the ones they were halved from, made; and what the CRM said of others
 * of them, where it names the person. Returns how many replies there were.
 */
export async function eraseRepliesOf(
  tx: Transaction,
  tenantId: string,
  uploadIds: readonly string[],
  batchIds: readonly string[],
  terms: readonly string[],
): Promise<number> {
  await tx.$executeRaw`
    UPDATE "Record" SET "remoteText" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND "batchId" = ANY(${[...batchIds]}::uuid[])
      AND "remoteText" ILIKE ANY(${patternsOf(terms)}::text[])`;
  return tx.$executeRaw`
    WITH RECURSIVE line AS (
      SELECT b.id, b."parentId" FROM "Batch" b WHERE b."tenantId" = ${tenantId}::uuid AND b.id = ANY(${[...batchIds]}::uuid[])
      UNION SELECT b.id, b."parentId" FROM line JOIN "Batch" b ON b."tenantId" = ${tenantId}::uuid AND b.id = line."parentId"
    )
    UPDATE "Call" SET "replyExcerpt" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND "replyExcerpt" IS NOT NULL AND id = ANY(ARRAY(
      SELECT made.id FROM unnest(${[...uploadIds]}::uuid[]) AS upload CROSS JOIN LATERAL (
        SELECT c.id, c."batchId" FROM "Call" c WHERE c."uploadId" = upload OFFSET 0
      ) AS made WHERE made."batchId" IN (SELECT id FROM line)))`;
}

/** What people wrote about others or about loads, where it names the person: blotted out. */
export async function eraseWordsNaming(
  tx: Transaction,
  tenantId: string,
  uploadIds: readonly string[],
  terms: readonly string[],
): Promise<void> {
  const patterns = patternsOf(terms);
  await tx.$executeRaw`
    UPDATE "Record" SET note = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ANY(${[...uploadIds]}::uuid[]) AND note IS NOT NULL AND note ILIKE ANY(${patterns}::text[])`;
  await tx.$executeRaw`UPDATE "Hold" SET note = '' WHERE "tenantId" = ${tenantId}::uuid AND note ILIKE ANY(${patterns}::text[])`;
  await tx.$executeRaw`
    UPDATE "LoadMeasures" SET reason = '•••' WHERE "tenantId" = ${tenantId}::uuid AND reason ILIKE ANY(${patterns}::text[])`;
}

export interface NamedUpload {
  readonly id: string;
  readonly fileName: string;
  readonly fileTitle: string;
  readonly stopDetail: string | null;
  readonly alikeKey: string | null;
  readonly declaredReason: string | null;
}

/** Uploads of the tenant that name the person in their file's name or title, in what stopped them or in words about them. */
export function selectUploadsNaming(
  tx: Transaction,
  tenantId: string,
  terms: readonly string[],
): Promise<NamedUpload[]> {
  return tx.$queryRaw<NamedUpload[]>`
    SELECT id, "fileName", "fileTitle", "stopDetail", "alikeKey", "declaredReason" FROM "Upload"
    WHERE "tenantId" = ${tenantId}::uuid
      AND concat_ws(' ', "fileName", "fileTitle", "stopDetail", "alikeKey", "declaredReason") ~* ${patternOfTerms(terms)}`;
}

export async function rewriteUpload(tx: Transaction, tenantId: string, { id, ...texts }: NamedUpload): Promise<void> {
  await tx.upload.updateMany({ where: { tenantId, id }, data: texts });
}

/** A person's hold, or only what was written about it. */
export async function eraseHoldOf(tx: Transaction, tenantId: string, key: string, keepsHold: boolean): Promise<number> {
  const { count } = keepsHold
    ? await tx.hold.updateMany({ where: { tenantId, key, note: { not: "" } }, data: { note: "" } })
    : await tx.hold.deleteMany({ where: { tenantId, key } });
  return count;
}

/**
 * The retries and corrections of these uploads, and theirs. A correction may also name whom another one of the same upload
 * has, so those that correct the same uploads as these are among them.
 */
export async function selectDescendants(
  tx: Transaction,
  tenantId: string,
  uploadIds: readonly string[],
): Promise<string[]> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE up AS (
      SELECT u.id, u."retryOfId" FROM "Upload" u WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ANY(${[...uploadIds]}::uuid[])
      UNION SELECT p.id, p."retryOfId" FROM up JOIN "Upload" p ON p."tenantId" = ${tenantId}::uuid AND p.id = up."retryOfId"
    ), line AS (
      SELECT u.id FROM up JOIN "Upload" u ON u."tenantId" = ${tenantId}::uuid AND u."retryOfId" = up.id
      UNION SELECT u.id FROM line JOIN "Upload" u ON u."tenantId" = ${tenantId}::uuid AND u."retryOfId" = line.id
    ) SELECT id FROM line`;
  return found.map(({ id }) => id);
}
