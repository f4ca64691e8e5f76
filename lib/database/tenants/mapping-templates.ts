import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";

export interface MappingMemory {
  readonly fingerprint: string;
  readonly headers: readonly string[];
  readonly mapping: Mapping;
}

export interface UsedMapping extends MappingMemory {
  readonly usedAt: Date;
  /** Null: it is of uploads without a portfolio. */
  readonly portfolio: { readonly id: string; readonly name: string } | null;
}

const withPortfolio = { portfolio: { select: { id: true, name: true } } } as const;

/** A portfolio's own memory (null: of none), or with "any" all of the tenant's. */
function underOf(portfolioId: string | null): { portfolioId?: string | null } {
  return portfolioId === "any" ? {} : { portfolioId };
}

/** The latest mappings of a portfolio (null: of none; "any": of all), at most `limit`: enough to find the nearest among them. */
export async function selectMappingTemplates(
  db: Transaction,
  tenantId: string,
  portfolioId: string | null,
  limit: number,
): Promise<UsedMapping[]> {
  const templates = await db.mappingTemplate.findMany({
    where: { tenantId, ...underOf(portfolioId) },
    include: withPortfolio,
    orderBy: { usedAt: "desc" },
    take: limit,
  });
  return templates.flatMap(asMemory);
}

/** The mapping remembered for exactly this shape; with "any" the one used last. */
export async function findMappingTemplate(
  db: Transaction,
  tenantId: string,
  portfolioId: string | null,
  fingerprint: string,
): Promise<UsedMapping | null> {
  const template = await db.mappingTemplate.findFirst({
    where: { tenantId, ...underOf(portfolioId), fingerprint },
    include: withPortfolio,
    orderBy: { usedAt: "desc" },
  });
  return template === null ? null : (asMemory(template)[0] ?? null);
}

/** The mappings that the tenant's portfolios and uploads of none remember for exactly this shape, latest first. */
export async function selectMappingsOfShape(
  db: Transaction,
  tenantId: string,
  fingerprint: string,
  limit: number,
): Promise<UsedMapping[]> {
  const templates = await db.mappingTemplate.findMany({
    where: { tenantId, fingerprint },
    include: withPortfolio,
    orderBy: { usedAt: "desc" },
    take: limit,
  });
  return templates.flatMap(asMemory);
}

/** Remembers a mapping under a portfolio (null: under none); the latest of one shape counts. */
export async function upsertMappingTemplate(
  db: Transaction,
  tenantId: string,
  portfolioId: string | null,
  { fingerprint, headers, mapping }: MappingMemory,
): Promise<void> {
  // Not Prisma's upsert: it cannot name a key with a null in it.
  await db.$executeRaw`
    INSERT INTO "MappingTemplate" (id, "tenantId", "portfolioId", fingerprint, headers, mapping)
    VALUES (${newId()}::uuid, ${tenantId}::uuid, ${portfolioId}::uuid, ${fingerprint}, ${[...headers]}, ${JSON.stringify(mapping)}::jsonb)
    ON CONFLICT ("tenantId", "portfolioId", fingerprint)
      DO UPDATE SET headers = excluded.headers, mapping = excluded.mapping, "usedAt" = now()`;
}

type Template = Pick<UsedMapping, "fingerprint" | "usedAt" | "portfolio"> & { headers: string[]; mapping: unknown };

/** A mapping in an outdated form is dropped rather than misread. */
function asMemory({ fingerprint, headers, mapping: stored, usedAt, portfolio }: Template): UsedMapping[] {
  const mapping = mappingSchema.safeParse(stored);
  return mapping.success ? [{ fingerprint, headers, mapping: mapping.data, usedAt, portfolio }] : [];
}
