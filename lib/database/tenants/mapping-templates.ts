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

/** The tenant's latest mappings, at most `limit`: enough to find the nearest among them. */
export async function selectMappingTemplates(db: Transaction, tenantId: string, limit: number): Promise<UsedMapping[]> {
  const templates = await db.mappingTemplate.findMany({
    where: { tenantId },
    orderBy: { usedAt: "desc" },
    take: limit,
  });
  return templates.flatMap(asMemory);
}

export async function findMappingTemplate(
  db: Transaction,
  tenantId: string,
  fingerprint: string,
): Promise<UsedMapping | null> {
  const template = await db.mappingTemplate.findUnique({ where: { tenantId_fingerprint: { tenantId, fingerprint } } });
  return template === null ? null : (asMemory(template)[0] ?? null);
}

export async function upsertMappingTemplate(db: Transaction, tenantId: string, memory: MappingMemory): Promise<void> {
  const learned = { headers: [...memory.headers], mapping: memory.mapping, usedAt: new Date() };
  await db.mappingTemplate.upsert({
    where: { tenantId_fingerprint: { tenantId, fingerprint: memory.fingerprint } },
    create: { id: newId(), tenantId, fingerprint: memory.fingerprint, ...learned },
    update: learned,
  });
}

/** A mapping in an outdated form is dropped rather than misread. */
function asMemory(template: { fingerprint: string; headers: string[]; mapping: unknown; usedAt: Date }): UsedMapping[] {
  const mapping = mappingSchema.safeParse(template.mapping);
  const { fingerprint, headers, usedAt } = template;
  return mapping.success ? [{ fingerprint, headers, mapping: mapping.data, usedAt }] : [];
}
