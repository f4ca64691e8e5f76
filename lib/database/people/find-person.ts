import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { RecordState } from "#lib/domain/outcome/outcome.ts";
import type { UploadState } from "#lib/domain/outcome/upload-state.ts";
import type { Transaction } from "../client.ts";

/** A person in a tenant: each form in which files write the identification. */
export interface PersonScope {
  readonly tenantId: TenantId;
  readonly forms: readonly string[];
}

export interface PersonRecord {
  readonly uploadId: string;
  readonly ordinal: number;
  readonly batchId: string;
  readonly identification: string;
  readonly lines: readonly number[];
  readonly obligations: number;
  readonly balance: string;
  readonly state: RecordState;
  readonly isVolatile: boolean;
  readonly evidence: string | null;
  readonly reason: string | null;
  readonly remoteText: string | null;
  readonly payload: string | null;
  readonly source: string | null;
  readonly settledAt: Date | null;
  readonly statedBy: string | null;
  readonly note: string | null;
  /** Where its last call went; null if there was none, or by an earlier version. */
  readonly sentOperation: string | null;
  readonly sentServer: string | null;
}

/** Every record of the person, in the order of uploads. */
export function selectPersonRecords(db: Transaction, { tenantId, forms }: PersonScope): Promise<PersonRecord[]> {
  return db.$queryRaw<PersonRecord[]>`
    SELECT r."uploadId", r.ordinal, r."batchId", r.identification, r.lines, r.obligations, r.balance::text AS balance,
      r.state::text AS state, r.change IS NOT DISTINCT FROM 'volatile' AS "isVolatile", r.evidence::text AS evidence, r.reason,
      r."remoteText", r.payload, r.source, r."settledAt", r."statedBy", r.note, b."sentOperation", b."sentServer"
    FROM "Record" r LEFT JOIN "Batch" b ON b."tenantId" = r."tenantId" AND b.id = r."batchId"
    WHERE r."tenantId" = ${tenantId}::uuid AND r.identification = ANY(${[...forms]}::text[])
    ORDER BY r."uploadId", r.ordinal`;
}

export interface PersonAlias {
  readonly uploadId: string;
  readonly identification: string;
}

/** Where a correction has the person's rows under another number, in whichever direction. */
export function selectAliases(
  db: Transaction,
  { tenantId, forms }: PersonScope,
  uploadIds: readonly string[],
): Promise<PersonAlias[]> {
  return db.$queryRaw<PersonAlias[]>`
    SELECT r."retriedInId" AS "uploadId", r."retriedAs" AS identification FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r.identification = ANY(${[...forms]}::text[]) AND r."retriedAs" IS NOT NULL
    UNION
    SELECT r."uploadId", r.identification FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r."retriedInId" = ANY(${[...uploadIds]}::uuid[])
      AND r."retriedAs" IS NOT NULL AND r."retriedAs" = ANY(${[...forms]}::text[])
    UNION
    SELECT l."retriedInId", l."retriedAs" FROM "LeftOutRow" l
    WHERE l."tenantId" = ${tenantId}::uuid AND l.identification = ANY(${[...forms]}::text[]) AND l."retriedAs" IS NOT NULL
    UNION
    SELECT l."uploadId", l.identification FROM "LeftOutRow" l
    WHERE l."tenantId" = ${tenantId}::uuid AND l."retriedInId" = ANY(${[...uploadIds]}::uuid[])
      AND l."retriedAs" IS NOT NULL AND l."retriedAs" = ANY(${[...forms]}::text[]) AND l.identification IS NOT NULL`;
}

export interface PersonLeftOut {
  readonly uploadId: string;
  readonly row: number;
  readonly line: number;
  readonly identification: string;
  readonly source: string | null;
  readonly issues: unknown;
}

/** Every left-out row of the person. */
export function selectPersonLeftOut(db: Transaction, { tenantId, forms }: PersonScope): Promise<PersonLeftOut[]> {
  return db.$queryRaw<PersonLeftOut[]>`
    SELECT "uploadId", "row", line, identification, source, issues
    FROM "LeftOutRow" WHERE "tenantId" = ${tenantId}::uuid AND identification = ANY(${[...forms]}::text[])
    ORDER BY "uploadId", "row"`;
}

export interface PersonSnapshot {
  readonly portfolioId: string;
  readonly portfolio: string;
  readonly identification: string;
  readonly state: string;
  readonly obligations: number;
  readonly balance: string;
  readonly payload: string | null;
  readonly uploadId: string;
  readonly since: Date | null;
}

/** What was last accepted of the person, by portfolio. */
export function selectPersonSnapshots(db: Transaction, { tenantId, forms }: PersonScope): Promise<PersonSnapshot[]> {
  return db.$queryRaw<PersonSnapshot[]>`
    SELECT s."portfolioId", p.name AS portfolio, s.identification, s.state::text AS state, s.obligations, s.balance::text AS balance,
      s.payload, s."uploadId", s.since
    FROM "SnapshotDebtor" s JOIN "Portfolio" p ON p."tenantId" = s."tenantId" AND p.id = s."portfolioId"
    WHERE s."tenantId" = ${tenantId}::uuid AND s.identification = ANY(${[...forms]}::text[]) ORDER BY p.name`;
}

export interface PersonCompared {
  readonly uploadId: string;
  readonly identification: string;
  readonly change: string | null;
  readonly changes: unknown;
}

/** How the person's debtor differed in each load. Each comparison of the tenant is looked up: they are few. */
export function selectPersonCompared(db: Transaction, { tenantId, forms }: PersonScope): Promise<PersonCompared[]> {
  return db.$queryRaw<PersonCompared[]>`
    SELECT found.* FROM "Comparison" c CROSS JOIN LATERAL (
      SELECT d."uploadId", d.identification, d.change::text AS change, d.changes FROM "ComparedDebtor" d
      WHERE d."tenantId" = c."tenantId" AND d."uploadId" = c."uploadId" AND d.identification = ANY(${[...forms]}::text[]) OFFSET 0
    ) AS found WHERE c."tenantId" = ${tenantId}::uuid ORDER BY found."uploadId"`;
}

/** The uploads that the person stands in, sent or left out. */
export async function selectPersonUploads(db: Transaction, { tenantId, forms }: PersonScope): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "uploadId"::text AS id FROM "Record" WHERE "tenantId" = ${tenantId}::uuid AND identification = ANY(${[...forms]}::text[])
    UNION SELECT "uploadId"::text FROM "LeftOutRow" WHERE "tenantId" = ${tenantId}::uuid AND identification = ANY(${[...forms]}::text[])`;
  return rows.map(({ id }) => id);
}

export interface PersonHold {
  readonly id: string;
  readonly identification: string;
  readonly why: string;
  readonly note: string;
  readonly since: Date;
  readonly until: Date | null;
}

export function selectPersonHolds(db: Transaction, tenantId: string, key: string): Promise<PersonHold[]> {
  return db.hold.findMany({
    where: { tenantId, key },
    select: { id: true, identification: true, why: true, note: true, since: true, until: true },
  });
}

export interface PersonUpload {
  readonly id: string;
  readonly fileName: string;
  readonly state: UploadState;
  readonly isErased: boolean;
  readonly createdAt: Date;
  readonly confirmedAt: Date | null;
  readonly confirmedOperation: string | null;
  readonly confirmedServer: string | null;
  readonly portfolio: string | null;
}

/** The uploads with these ids. */
export function selectUploadsNamed(
  db: Transaction,
  tenantId: string,
  uploadIds: readonly string[],
): Promise<PersonUpload[]> {
  return db.$queryRaw<PersonUpload[]>`
    SELECT u.id, u."fileName", u.state::text AS state, u."erasedAt" IS NOT NULL AS "isErased", u."createdAt", u."confirmedAt",
      u."confirmedOperation", u."confirmedServer", p.name AS portfolio
    FROM "Upload" u LEFT JOIN "Portfolio" p ON p."tenantId" = u."tenantId" AND p.id = u."portfolioId"
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ANY(${[...uploadIds]}::uuid[]) ORDER BY u.id`;
}

/** Uploads that are being staged, and have the person in a row that has arrived. */
export async function selectStagingsWith(db: Transaction, { tenantId, forms }: PersonScope): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT u.id FROM "Upload" u JOIN "Chunk" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
    WHERE u."tenantId" = ${tenantId}::uuid AND u.state = 'staging' AND c.identifications IS NOT NULL
      AND c.identifications::jsonb ?| ${[...forms]}::text[]`;
  return found.map(({ id }) => id);
}

/** Batches with one of the person's records that a worker has, or that are to be read back. */
export function countOpenBatches(db: Transaction, tenantId: string, batchIds: readonly string[]): Promise<number> {
  return db.batch.count({
    where: {
      tenantId,
      id: { in: [...batchIds] },
      OR: [{ leaseUntil: { not: null } }, { readBackAt: { not: null } }],
    },
  });
}
