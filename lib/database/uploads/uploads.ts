import { completenessOf } from "#lib/domain/outcome/completeness.ts";
import type { UploadOfLine } from "#lib/domain/outcome/place-in-line.ts";
import { isDiscarded, type UploadState, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { EarlierUpload } from "#lib/domain/views/earlier-upload.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import type { Transaction } from "../client.ts";
import type { Prisma } from "../generated/client.ts";
import { broughtIn, broughtInColumns } from "../retries/accepted-later.ts";
import { selectWithoutBalance } from "./upload-mapping.ts";
import { asUploadView, type UploadRow, uploadViewColumns } from "./upload-row.ts";

/** The tenant of an upload, before access is checked. Only authorisation calls this. */
export async function findUploadTenant(db: Transaction, uploadId: string): Promise<string | null> {
  const [found] = await db.$queryRaw<{ tenantId: string | null }[]>`
    SELECT tenant_of_upload(${uploadId}::uuid)::text AS "tenantId"`;
  return found?.tenantId ?? null;
}

export async function findUpload(db: Transaction, tenantId: string, uploadId: string): Promise<UploadView | null> {
  const upload = await db.upload.findFirst({
    where: { tenantId, id: uploadId },
    select: uploadViewColumns,
  });
  const [view = null] = upload === null ? [] : await viewsOf(db, [upload]);
  return view;
}

/**
 * Counts chunks only for uploads being staged: a join to every upload of a list would count those of all
 * tenants. Marks uploads whose sums are 0 because no balance is mapped.
 */
async function viewsOf(db: Transaction, uploads: readonly UploadRow[]): Promise<UploadView[]> {
  const zero = uploads.filter(({ stagedAt, fileBalance }) => stagedAt !== null && Number(fileBalance) === 0);
  const tenantsOfZero = [...new Set(zero.map(({ tenant }) => tenant.id))];
  const withoutBalance = await selectWithoutBalance(
    db,
    tenantsOfZero,
    zero.map(({ id }) => id),
  );
  const staging = uploads.filter(({ state }) => state === "staging");
  const tenantIds = [...new Set(staging.map(({ tenant }) => tenant.id))];
  const where = { tenantId: { in: [...tenantIds] }, uploadId: { in: staging.map(({ id }) => id) } };
  const counts = staging.length === 0 ? [] : await db.chunk.groupBy({ by: ["uploadId"], where, _count: true });
  const received = new Map(counts.map(({ uploadId, _count }) => [uploadId, _count]));
  return uploads.map((row) =>
    asUploadView(
      row,
      row.state === "staging" ? (received.get(row.id) ?? 0) : row.chunkCount,
      withoutBalance.has(row.id),
    ),
  );
}

/**
 * The upload of these bytes that was confirmed last; without one the latest draft, and one that was discarded only if
 * there is no other.
 */
export async function findUploadOfFile(
  db: Transaction,
  tenantId: string,
  sha256: string,
): Promise<EarlierUpload | null> {
  const ofFile = { tenantId, fileSha256: sha256, stagedAt: { not: null }, retryOfId: null };
  const discarded = { state: "cancelled", confirmedAt: null } as const;
  const find = (where: Prisma.UploadWhereInput) =>
    db.upload.findFirst({
      where,
      orderBy: [{ confirmedAt: { sort: "desc", nulls: "last" } }, { createdAt: "desc" }],
      select: {
        id: true,
        fileName: true,
        state: true,
        confirmedAt: true,
        createdAt: true,
        createdBy: { select: { name: true } },
        tenant: { select: { repeatBehaviour: true } },
        ...broughtInColumns,
      },
    });
  const upload = (await find({ ...ofFile, NOT: discarded })) ?? (await find({ ...ofFile, ...discarded }));
  if (upload === null) return null;
  return {
    uploadId: upload.id,
    fileName: upload.fileName,
    state: upload.state,
    completeness: completenessOf(broughtIn(upload)),
    isDiscarded: isDiscarded({ state: upload.state, confirmedAt: upload.confirmedAt?.toISOString() ?? null }),
    createdAt: upload.createdAt.toISOString(),
    createdBy: upload.createdBy.name,
    repeatBehaviour: upload.tenant.repeatBehaviour,
  };
}

export interface UploadFilter {
  readonly states: readonly UploadState[] | null;
  /** Only uploads of this portfolio; null: of none; undefined: of any and none. */
  readonly portfolioId: string | null | undefined;
  /**
   * Applies if `states` is null: an upload whose staging began earlier and has not ended counts as abandoned
   * and is not shown.
   */
  readonly stagingSince: Date;
  /** Part of the file name, case-insensitive. */
  readonly text: string | null;
  /** These are not shown. */
  readonly hiddenIds?: readonly string[];
  readonly from: Date | null;
  /** Exclusive. */
  readonly to: Date | null;
  readonly after: { readonly createdAt: Date; readonly id: string } | null;
  readonly limit: number;
}

/** Of these tenants. Youngest first, by (createdAt, id). A page continues after a row, so rows that arrive shift nothing. */
export async function selectUploads(
  db: Transaction,
  tenantIds: readonly string[],
  filter: UploadFilter,
): Promise<UploadView[]> {
  const uploads = await db.upload.findMany({
    where: { AND: conditionsOf(tenantIds, filter) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: filter.limit,
    select: uploadViewColumns,
  });
  return viewsOf(db, uploads);
}

/** The latest uploads of these tenants with the text in their names. */
export function selectUploadsByName(
  db: Transaction,
  tenantIds: readonly string[],
  text: string,
  limit: number,
): Promise<{ readonly id: string; readonly fileName: string }[]> {
  return db.upload.findMany({
    where: { tenantId: { in: [...tenantIds] }, fileName: { contains: text, mode: "insensitive" } },
    orderBy: { createdAt: "desc" },
    take: limit,
    select: { id: true, fileName: true },
  });
}

/** How many {@link selectUploads} would list in all. */
export function countUploads(
  db: Transaction,
  tenantIds: readonly string[],
  filter: Omit<UploadFilter, "after" | "limit">,
): Promise<number> {
  return db.upload.count({ where: { AND: conditionsOf(tenantIds, { ...filter, after: null, limit: 0 }) } });
}

function conditionsOf(tenantIds: readonly string[], filter: UploadFilter): Prisma.UploadWhereInput[] {
  return [
    { tenantId: { in: [...tenantIds] } },
    wasStaged(filter),
    ...(filter.states === null ? [] : [{ state: { in: [...filter.states] } }]),
    ...(filter.portfolioId === undefined ? [] : [{ portfolioId: filter.portfolioId }]),
    ...(filter.text === null ? [] : [{ fileName: { contains: filter.text, mode: "insensitive" as const } }]),
    ...(filter.hiddenIds === undefined ? [] : [{ id: { notIn: [...filter.hiddenIds] } }]),
    ...(filter.from === null ? [] : [{ createdAt: { gte: filter.from } }]),
    ...(filter.to === null ? [] : [{ createdAt: { lt: filter.to } }]),
    ...(filter.after === null ? [] : [olderThan(filter.after)]),
  ];
}

/** Shows uploads that were staged or are being staged: of any other nothing could ever be sent. */
function wasStaged({ states, stagingSince }: UploadFilter): Prisma.UploadWhereInput {
  const isUnderWay = states === null ? { createdAt: { gte: stagingSince } } : {};
  return { OR: [{ stagedAt: { not: null } }, { state: "staging", ...isUnderWay }] };
}

function olderThan({ createdAt, id }: { createdAt: Date; id: string }): Prisma.UploadWhereInput {
  // The first condition follows from the second, but only it lets an index scan start there: an OR does not.
  return { createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

export interface MoveDetails {
  readonly stopReason?: string | null;
  readonly stopDetail?: string | null;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
}

/**
 * Moves an upload to another state; false if it was in none of the states `from`, so somebody else moved it.
 * Any move ends a wait.
 */
export async function moveUpload(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  from: readonly UploadState[],
  to: UploadState,
  details: MoveDetails = {},
): Promise<boolean> {
  const { count } = await db.upload.updateMany({
    where: { tenantId, id: uploadId, state: { in: [...from] } },
    data: { state: to, waitReason: null, waitUntil: null, ...details },
  });
  return count === 1;
}

/**
 * Puts a staged upload at the end of its tenant's line and stores the operation and server it will be sent
 * to; false if it was not staged. The caller holds `lockTenant` and the time is the database's, so later
 * confirmations stand later in line, whichever portal made them.
 */
export async function queueStaged(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  requestId: string | null,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "Upload" u SET state = 'queued', "confirmedAt" = clock_timestamp(), "confirmedOperation" = t.operation, "confirmedServer" = t.server,
      "confirmedRepeats" = t."repeatBehaviour", "confirmedRequest" = ${requestId}
    FROM "Tenant" t WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid AND u.state = 'staged' AND t.id = u."tenantId"`;
  return count === 1;
}

/** Confirmed uploads of the tenant that are not over, in the order they are sent. */
export function selectLine(db: Transaction, tenantId: string): Promise<UploadOfLine[]> {
  return db.upload.findMany({
    where: { tenantId, state: { in: [...uploadGroups.inLine] } },
    orderBy: [{ confirmedAt: "asc" }, { id: "asc" }],
    select: { id: true, fileName: true, state: true },
  });
}

/** What the head of a report needs. */
export function findReportHead(db: Transaction, tenantId: string, uploadId: string) {
  return db.upload.findFirst({
    where: { tenantId, id: uploadId },
    select: {
      fileName: true,
      headers: true,
      mapping: true,
      fields: true,
      country: true,
      currency: true,
      closesOutId: true,
      state: true,
      confirmedAt: true,
      retryOfId: true,
      erasedAt: true,
      acceptedDebtors: true,
      unchangedDebtors: true,
      volatileDebtors: true,
      rejectedDebtors: true,
      unconfirmedDebtors: true,
      notSentDebtors: true,
      leftOutRows: true,
      setAsideRows: true,
    },
  });
}
