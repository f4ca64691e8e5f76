import { formatCents, parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { completenessOf } from "#lib/domain/outcome/completeness.ts";
import { wholeFiles } from "#lib/domain/portfolio/comparison/part-set.ts";
import { loadOf } from "#lib/domain/portfolio/load.ts";
import type { PortfolioLoad } from "#lib/domain/views/portfolio-view.ts";
import type { Transaction } from "../client.ts";
import { type LoadOfPortfolio, selectStagedLoads } from "../comparison/parts.ts";
import type { Prisma } from "../generated/client.ts";
import { broughtIn, broughtInColumns } from "../retries/accepted-later.ts";
import { askThrough } from "./load-measures.ts";

/** Confirmed uploads of a portfolio, without what sends their debtors again or closes them. */
const isLoad = { confirmedAt: { not: null }, retryOfId: null, closesOutId: null } satisfies Prisma.UploadWhereInput;

const columns = {
  id: true,
  portfolioId: true,
  fileName: true,
  state: true,
  loadKind: true,
  partNumber: true,
  partCount: true,
  fileObligations: true,
  fileBalance: true,
  currency: true,
  confirmedAt: true,
  ...broughtInColumns,
} as const satisfies Prisma.UploadSelect;

/** How many loads of a portfolio were confirmed. */
export function countLoads(db: Transaction, tenantId: string, portfolioId: string): Promise<number> {
  return db.upload.count({ where: { tenantId, portfolioId, ...isLoad } });
}

/**
 * The last confirmed load of each portfolio, by its id; one that has none is missing. The last part of a confirmed set
 * stands for all of it.
 */
export async function selectLastLoads(
  db: Transaction,
  portfolios: readonly { readonly id: string; readonly tenant: { readonly id: string } }[],
): Promise<ReadonlyMap<string, PortfolioLoad>> {
  const tenantIds = portfolios.map(({ tenant }) => tenant.id);
  // Not as a relation of the portfolios: Prisma would fetch all their uploads to take the first of each.
  const last = await db.$queryRaw<{ id: string }[]>`
    SELECT load.id FROM unnest(${portfolios.map(({ id }) => id)}::uuid[], ${tenantIds}::uuid[]) AS asked(id, "tenantId") CROSS JOIN LATERAL (
      SELECT u.id FROM "Upload" u
      WHERE u."portfolioId" = asked.id AND u."tenantId" = asked."tenantId" AND u."confirmedAt" IS NOT NULL
        AND u."retryOfId" IS NULL AND u."closesOutId" IS NULL
      ORDER BY u."createdAt" DESC LIMIT 1
    ) AS load`;
  const where = { tenantId: { in: tenantIds }, id: { in: last.map(({ id }) => id) } };
  const uploads = await db.upload.findMany({ where, select: columns });
  const inParts = uploads.flatMap(({ loadKind, portfolioId }) => (loadKind === "part" ? (portfolioId ?? []) : []));
  const staged = inParts.length === 0 ? [] : await selectStagedLoads(askThrough(db), tenantIds, inParts);
  const byPortfolio = Map.groupBy(staged, ({ portfolioId }) => portfolioId);
  const loads = uploads.map(async ({ portfolioId, ...upload }): Promise<[string, PortfolioLoad]> => {
    const load = lastLoadOf(upload);
    const set = wholeFiles(byPortfolio.get(portfolioId ?? "") ?? []).find((parts) =>
      parts.some(({ uploadId }) => uploadId === upload.id),
    );
    const isWhole = set?.every(({ isConfirmed }) => isConfirmed) === true;
    return [portfolioId ?? "", isWhole ? await withSet(db, load, set) : load];
  });
  return new Map(await Promise.all(loads));
}

/** A part with the figures of its whole set. */
async function withSet(db: Transaction, load: PortfolioLoad, set: readonly LoadOfPortfolio[]): Promise<PortfolioLoad> {
  const where = {
    tenantId: { in: set.map(({ tenantId }) => tenantId) },
    id: { in: set.map(({ uploadId }) => uploadId) },
  };
  const parts = await db.upload.findMany({ where, select: columns });
  const found = parts.map((part) => completenessOf(broughtIn(part)));
  const [completeness = load.completeness] = found;
  return {
    ...load,
    isSet: true,
    completeness: found.every((one) => one === completeness) ? completeness : "part",
    debtors: set.reduce((sum, { fileDebtors }) => sum + fileDebtors, 0),
    obligations: set.reduce((sum, { fileObligations }) => sum + fileObligations, 0),
    balance: formatCents(set.reduce((sum, { fileBalance }) => sum + parseCents(fileBalance), 0n)),
  };
}

function lastLoadOf(upload: Omit<Prisma.UploadGetPayload<{ select: typeof columns }>, "portfolioId">): PortfolioLoad {
  return {
    uploadId: upload.id,
    fileName: upload.fileName,
    state: upload.state,
    completeness: completenessOf(broughtIn(upload)),
    load: loadOf(upload),
    isSet: false,
    debtors: upload.fileDebtors,
    obligations: upload.fileObligations,
    balance: upload.fileBalance.toFixed(2),
    currency: upload.currency,
    confirmedAt: (upload.confirmedAt ?? new Date(0)).toISOString(),
  };
}
