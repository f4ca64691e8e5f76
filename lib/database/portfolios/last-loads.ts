import { formatCents, parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { type Completeness, completenessOf } from "#lib/domain/outcome/completeness.ts";
import { confirmedFiles, numbersMissing, openSetAfter } from "#lib/domain/portfolio/comparison/part-set.ts";
import { loadOf } from "#lib/domain/portfolio/load.ts";
import { dayIn } from "#lib/domain/portfolio/morning/expected-loads.ts";
import type { PortfolioFile, PortfolioLoad } from "#lib/domain/views/portfolio-view.ts";
import type { Transaction } from "../client.ts";
import { type LoadOfPortfolio, selectStagedLoads } from "../comparison/parts.ts";
import { isConfirmedFile } from "../comparison/whole-files.ts";
import { Prisma } from "../generated/client.ts";
import { broughtIn, broughtInColumns } from "../retries/accepted-later.ts";
import { part, sql } from "../sql-text.ts";
import { askThrough } from "./load-measures.ts";
import { countRepeated, type MeasuredSet, selectMeasuredSets } from "./set-counts.ts";

/** Confirmed uploads of a portfolio, without what sends their debtors again or closes them. */
const isLoad = { confirmedAt: { not: null }, retryOfId: null, closesOutId: null } satisfies Prisma.UploadWhereInput;

const columns = {
  id: true,
  portfolioId: true,
  fileName: true,
  state: true,
  isMadeWhole: true,
  loadKind: true,
  partNumber: true,
  partCount: true,
  fileObligations: true,
  fileBalance: true,
  currency: true,
  createdAt: true,
  confirmedAt: true,
  ...broughtInColumns,
} as const satisfies Prisma.UploadSelect;

/** How many loads of a portfolio were confirmed. */
export function countLoads(db: Transaction, tenantId: string, portfolioId: string): Promise<number> {
  return db.upload.count({ where: { tenantId, portfolioId, ...isLoad } });
}

interface LoadedPortfolio {
  readonly id: string;
  readonly tenant: { readonly id: string; readonly timeZone: string };
}

/**
 * The last confirmed load of each portfolio, by its id; one that has none is missing. The last part of a confirmed set
 * stands for all of it.
 */
export async function selectLastLoads(
  db: Transaction,
  portfolios: readonly LoadedPortfolio[],
): Promise<ReadonlyMap<string, PortfolioLoad>> {
  const uploads = await selectLast(db, portfolios, Prisma.empty);
  const others = new Set(uploads.filter((upload) => !isFile(upload)).map(({ portfolioId }) => portfolioId));
  const besides = await readBesides(
    db,
    portfolios.filter(({ id }) => others.has(id)),
  );
  const tenants = new Map(portfolios.map(({ id, tenant }) => [id, tenant]));
  const loads = uploads.map(async ({ portfolioId, ...upload }): Promise<[string, PortfolioLoad]> => {
    const id = portfolioId ?? "";
    if (isFile(upload)) return [id, lastLoadOf(upload, 0, fileOf([stagedOf(upload)], null))];
    const { file, debtors, ...beside } = besides(id);
    const partsMissing = upload.loadKind === "whole" ? 0 : beside.partsMissing;
    const tenant = tenants.get(id);
    if (file === undefined || tenant === undefined) return [id, lastLoadOf(upload, partsMissing, null)];
    const together = debtors ?? (await countDebtors(db, tenant.id, file));
    if (file.every(({ uploadId }) => uploadId !== upload.id)) {
      const day = dayIn(tenant.timeZone, file.at(-1)?.createdAt ?? new Date(0));
      return [id, lastLoadOf(upload, partsMissing, fileOf(file, day, together))];
    }
    const completeness = await completenessOfSet(db, tenant.id, file);
    return [id, { ...lastLoadOf(upload, partsMissing, fileOf(file, null, together)), isSet: true, completeness }];
  });
  return new Map(await Promise.all(loads));
}

/** A whole load that was not cancelled for good. */
function isFile({ loadKind, state, isMadeWhole }: { loadKind: string; state: string; isMadeWhole: boolean }): boolean {
  return loadKind === "whole" && (state !== "cancelled" || isMadeWhole);
}

/** Of these the last is taken as `byPlace` has them: two people may confirm in another order than they began. */
const loadsRead = 7;

/** The last confirmed load of each portfolio. Not as a relation: Prisma would fetch all their uploads to take the first of each. */
async function selectLast(db: Transaction, portfolios: readonly LoadedPortfolio[], isLike: Prisma.Sql) {
  if (portfolios.length === 0) return [];
  const tenantIds = portfolios.map(({ tenant }) => tenant.id);
  const last = await db.$queryRaw<{ id: string }[]>`
    SELECT load.id FROM unnest(${portfolios.map(({ id }) => id)}::uuid[], ${tenantIds}::uuid[]) AS asked(id, "tenantId") CROSS JOIN LATERAL (
      SELECT id FROM (SELECT u.id, u."createdAt", u."confirmedAt", u."loadKind" FROM "Upload" u
      WHERE u."portfolioId" = asked.id AND u."tenantId" = asked."tenantId" AND u."confirmedAt" IS NOT NULL
        AND u."retryOfId" IS NULL AND u."closesOutId" IS NULL ${isLike}
      -- The index has them as they were begun.
      ORDER BY u."createdAt" DESC LIMIT ${loadsRead}) AS recent
      ORDER BY CASE WHEN bool_and("loadKind" <> 'part') OVER () THEN "confirmedAt" ELSE "createdAt" END DESC LIMIT 1
    ) AS load`;
  const where = { tenantId: { in: tenantIds }, id: { in: last.map(({ id }) => id) } };
  return db.upload.findMany({ where, select: columns });
}

type FileLoad = Pick<
  LoadOfPortfolio,
  "uploadId" | "createdAt" | "fileDebtors" | "fileObligations" | "fileBalance" | "currency"
>;

/**
 * Of portfolios whose last load is a part, additions or cancelled: the parts of the last confirmed whole file, its debtors if it was
 * measured as one, and missing parts.
 */
async function readBesides(db: Transaction, portfolios: readonly LoadedPortfolio[]) {
  const [ids, tenantIds] = [portfolios.map(({ id }) => id), portfolios.map(({ tenant }) => tenant.id)];
  const staged = ids.length === 0 ? [] : await selectStagedLoads(askThrough(db), tenantIds, ids);
  const byPortfolio = Map.groupBy(staged, ({ portfolioId }) => portfolioId);
  const files = new Map<string | null, readonly FileLoad[] | undefined>(
    ids.map((id) => [id, confirmedFiles(byPortfolio.get(id) ?? []).at(-1)?.parts]),
  );
  // Staged loads reach back a month.
  const without = portfolios.filter(({ id }) => files.get(id) === undefined);
  const older = await selectLast(db, without, part(sql`AND u."loadKind" = 'whole' AND ${isConfirmedFile}`));
  for (const upload of older) files.set(upload.portfolioId, [stagedOf(upload)]);
  const parts = [...files.values()].flatMap((file = []) => (file.length > 1 ? uploadsOf(file) : []));
  const sets = parts.length === 0 ? [] : await selectMeasuredSets(askThrough(db), tenantIds, parts);
  return (id: string) => {
    const file = files.get(id);
    const open = openSetAfter(byPortfolio.get(id) ?? []);
    const debtors = sets.find((set) => file !== undefined && isSetOf(set, file))?.debtors;
    return { file, debtors, partsMissing: open === null ? 0 : numbersMissing(open).length };
  };
}

/** One that was measured with a part discarded since is another set. */
function isSetOf({ uploadIds }: MeasuredSet, file: readonly FileLoad[]): boolean {
  return uploadIds.length === file.length && file.every(({ uploadId }) => uploadIds.includes(uploadId));
}

/** A debtor in two parts is one. */
async function countDebtors(db: Transaction, tenantId: string, file: readonly FileLoad[]): Promise<number> {
  return debtorsOf(file) - (await countRepeated(askThrough(db), tenantId, uploadsOf(file)));
}

function uploadsOf(file: readonly FileLoad[]): string[] {
  return file.map(({ uploadId }) => uploadId);
}

function debtorsOf(file: readonly FileLoad[]): number {
  return file.reduce((sum, { fileDebtors }) => sum + fileDebtors, 0);
}

async function completenessOfSet(db: Transaction, tenantId: string, set: readonly FileLoad[]): Promise<Completeness> {
  const where = { tenantId, id: { in: uploadsOf(set) } };
  const parts = await db.upload.findMany({ where, select: columns });
  const [first = "whole", ...rest] = parts.map((part) => completenessOf(broughtIn(part)));
  return rest.every((one) => one === first) ? first : "part";
}

/** The figures of a whole file, of all its parts together. */
function fileOf(parts: readonly FileLoad[], wholeDay: string | null, debtors = debtorsOf(parts)): PortfolioFile {
  return {
    debtors,
    obligations: parts.reduce((sum, { fileObligations }) => sum + fileObligations, 0),
    balance: formatCents(parts.reduce((sum, { fileBalance }) => sum + parseCents(fileBalance), 0n)),
    currency: parts.at(-1)?.currency ?? "",
    wholeDay,
  };
}

type LoadRow = Omit<Prisma.UploadGetPayload<{ select: typeof columns }>, "portfolioId">;

function stagedOf({ id, fileBalance, ...upload }: LoadRow): FileLoad {
  return { ...upload, uploadId: id, fileBalance: fileBalance.toFixed(2) };
}

function lastLoadOf(upload: LoadRow, partsMissing: number, file: PortfolioFile | null): PortfolioLoad {
  return {
    uploadId: upload.id,
    fileName: upload.fileName,
    state: upload.state,
    completeness: completenessOf(broughtIn(upload)),
    load: loadOf(upload),
    isSet: false,
    partsMissing,
    file,
    currency: upload.currency,
    confirmedAt: (upload.confirmedAt ?? new Date(0)).toISOString(),
  };
}
