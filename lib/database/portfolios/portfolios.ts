import { z } from "zod";
import type { FoundPortfolio } from "#lib/domain/views/found-view.ts";
import type { PortfolioLoad, PortfolioSettings, PortfolioView } from "#lib/domain/views/portfolio-view.ts";
import type { Transaction } from "../client.ts";
import type { Prisma } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import { part, sql } from "../sql-text.ts";
import { selectLastLoads } from "./last-loads.ts";
import { bestNamed, nameKey } from "./same-name.ts";

/** The tenant of a portfolio, before access is checked. Only authorisation calls this. */
export async function findPortfolioTenant(db: Transaction, portfolioId: string): Promise<string | null> {
  const [found] = await db.$queryRaw<{ tenantId: string | null }[]>`
    SELECT tenant_of_portfolio(${portfolioId}::uuid)::text AS "tenantId"`;
  return found?.tenantId ?? null;
}

const settingsColumns = {
  name: true,
  creditor: true,
  expectedDays: true,
  expectedMinute: true,
  volatileFields: true,
  thresholds: true,
  defaults: true,
  closeOutBalance: true,
  closeOutFieldId: true,
  closeOutValue: true,
  fullSendDays: true,
} as const satisfies Prisma.PortfolioSelect;

const viewColumns = {
  id: true,
  ...settingsColumns,
  restingSince: true,
  createdAt: true,
  updatedAt: true,
  tenant: { select: { id: true, name: true, timeZone: true } },
} as const satisfies Prisma.PortfolioSelect;

type PortfolioRow = Prisma.PortfolioGetPayload<{ select: typeof viewColumns }>;

/** Portfolios of some tenants by name; those at rest only if asked for. */
export async function selectPortfolios(
  db: Transaction,
  tenantIds: readonly string[],
  isResting: boolean | null,
): Promise<PortfolioView[]> {
  const rows = await db.portfolio.findMany({
    where: {
      tenantId: { in: [...tenantIds] },
      ...(isResting === null ? {} : { restingSince: isResting ? { not: null } : null }),
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: viewColumns,
  });
  const lastLoads = await selectLastLoads(db, rows);
  return rows.map((row) => viewOf(row, lastLoads.get(row.id)));
}

/** The names of the portfolios of some tenants, at most `limit`; those at rest last. */
export async function selectPortfolioNames(
  db: Transaction,
  tenantIds: readonly string[],
  limit: number,
): Promise<FoundPortfolio[]> {
  const rows = await db.portfolio.findMany({
    where: { tenantId: { in: [...tenantIds] } },
    orderBy: [{ restingSince: { sort: "asc", nulls: "first" } }, { name: "asc" }, { id: "asc" }],
    take: limit,
    select: { id: true, name: true, creditor: true, tenant: { select: { name: true } } },
  });
  return rows.map(({ tenant, ...row }) => ({ ...row, tenant: tenant.name }));
}

export async function findPortfolio(db: Transaction, tenantId: string, id: string): Promise<PortfolioView | null> {
  const row = await db.portfolio.findFirst({ where: { tenantId, id }, select: viewColumns });
  if (row === null) return null;
  return viewOf(row, (await selectLastLoads(db, [row])).get(id));
}

/** As they are stored; null if the tenant has no such portfolio. */
export function findSettings(db: Transaction, tenantId: string, id: string) {
  return db.portfolio.findFirst({ where: { tenantId, id }, select: settingsColumns });
}

/** The portfolio of this name, in capitals or not and whatever its spaces, other than `exceptId`; null if there is none. */
export async function findPortfolioNamed(
  db: Transaction,
  tenantId: string,
  name: string,
  exceptId: string | null = null,
): Promise<string | null> {
  const [found] = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id::text AS id FROM "Portfolio" p, (SELECT ${name}::text AS name) AS named
    WHERE p."tenantId" = ${tenantId}::uuid AND p.id IS DISTINCT FROM ${exceptId}::uuid
      AND ${part(nameKey(sql`p.name`))} = ${part(nameKey(sql`named.name`))}
    ORDER BY ${part(bestNamed(sql`named.name`))} LIMIT 1`;
  return found?.id ?? null;
}

/** Whether the tenant has this portfolio. */
export async function isPortfolioOf(db: Transaction, tenantId: string, id: string): Promise<boolean> {
  return (await db.portfolio.count({ where: { tenantId, id } })) === 1;
}

/** Settings that are left out get the defaults of the database. */
export async function insertPortfolio(
  db: Transaction,
  tenantId: string,
  settings: Partial<PortfolioSettings> & Pick<PortfolioSettings, "name">,
): Promise<string> {
  const id = newId();
  await db.portfolio.create({ data: { id, tenantId, name: settings.name, ...columnsOf(settings) } });
  return id;
}

/** False if the tenant has no such portfolio. */
export async function updatePortfolio(
  db: Transaction,
  tenantId: string,
  id: string,
  change: Partial<PortfolioSettings>,
): Promise<boolean> {
  const { count } = await db.portfolio.updateMany({ where: { tenantId, id }, data: columnsOf(change) });
  return count === 1;
}

/** Puts a portfolio to rest, or wakes it; false if it does not exist or is so already. */
export async function updateResting(
  db: Transaction,
  tenantId: string,
  id: string,
  restingSince: Date | null,
): Promise<boolean> {
  const where = { tenantId, id, restingSince: restingSince === null ? { not: null } : null };
  return (await db.portfolio.updateMany({ where, data: { restingSince } })).count === 1;
}

function columnsOf({ expectedDays, volatileFields, thresholds, defaults, ...plain }: Partial<PortfolioSettings>) {
  return {
    ...plain,
    ...(expectedDays === undefined ? {} : { expectedDays: [...expectedDays] }),
    ...(volatileFields === undefined ? {} : { volatileFields: [...volatileFields] }),
    ...(thresholds === undefined ? {} : { thresholds: { ...thresholds } }),
    ...(defaults === undefined ? {} : { defaults: { ...defaults } }),
  };
}

const thresholdsSchema = z.record(z.string(), z.number());
const defaultsSchema = z.record(z.string(), z.string());

function viewOf(row: PortfolioRow, lastLoad: PortfolioLoad | undefined): PortfolioView {
  return {
    ...row,
    thresholds: thresholdsSchema.parse(row.thresholds),
    defaults: defaultsSchema.parse(row.defaults),
    restingSince: row.restingSince?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lastLoad: lastLoad ?? null,
  };
}
