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
}

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
    orderBy: { usedAt: "desc" },
  });
  return template === null ? null : (asMemory(template)[0] ?? null);
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

/** A mapping in an outdated form is dropped rather than misread. */
function asMemory(template: { fingerprint: string; headers: string[]; mapping: unknown; usedAt: Date }): UsedMapping[] {
  const mapping = mappingSchema.safeParse(template.mapping);
  const { fingerprint, headers, usedAt } = template;
  return mapping.success ? [{ fingerprint, headers, mapping: mapping.data, usedAt }] : [];
}
