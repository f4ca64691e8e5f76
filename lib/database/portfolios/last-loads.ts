import { completenessOf } from "#lib/domain/outcome/completeness.ts";
import { loadOf } from "#lib/domain/portfolio/load.ts";
import type { PortfolioLoad } from "#lib/domain/views/portfolio-view.ts";
import type { Transaction } from "../client.ts";
import type { Prisma } from "../generated/client.ts";
import { broughtIn, broughtInColumns } from "../retries/accepted-later.ts";

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

/** The last confirmed load of each portfolio, by its id; one that has none is missing. */
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
  return new Map(uploads.map((upload) => [upload.portfolioId ?? "", lastLoadOf(upload)]));
}

function lastLoadOf(upload: Prisma.UploadGetPayload<{ select: typeof columns }>): PortfolioLoad {
  return {
    uploadId: upload.id,
    fileName: upload.fileName,
    state: upload.state,
    completeness: completenessOf(broughtIn(upload)),
    load: loadOf(upload),
    debtors: upload.fileDebtors,
    obligations: upload.fileObligations,
    balance: upload.fileBalance.toFixed(2),
    currency: upload.currency,
    confirmedAt: (upload.confirmedAt ?? new Date(0)).toISOString(),
  };
}
