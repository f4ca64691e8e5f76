import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import {
  findMappingTemplate,
  selectMappingsOfShape,
  selectMappingTemplates,
  type UsedMapping,
} from "#lib/database/tenants/mapping-templates.ts";
import type { RecalledMapping } from "#lib/domain/mapping/answers/recalled-mapping.ts";
import { hasConvertedUnit } from "#lib/domain/mapping/answers/unit-of-last-time.ts";
import { compareShapes, fingerprint, type ShapeChange } from "#lib/domain/mapping/headers/fingerprint.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { maxCellCharacters } from "#lib/domain/table/cell-edit.ts";
import { storable } from "#lib/domain/table/storable-text.ts";
import { authorise } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { parseInput } from "../parse-input.ts";

/** Made storable instead of refused: a file may have anything in its headers and must still load. */
export const headersSchema = z.array(z.string().max(maxCellCharacters).transform(storable)).min(1).max(2_000);
const inputSchema = z.object({
  tenantId: z.string(),
  headers: headersSchema,
  /** Whose memory is asked; null: that of uploads without a portfolio; "any": whichever was used last. */
  portfolioId: z
    .union([z.uuid(), z.literal("any")])
    .nullable()
    .default(null),
});
export type RecallMappingInput = z.input<typeof inputSchema>;

/** How many remembered shapes are compared with a new one; a tenant has tens. */
const maxCompared = 100;
/**
 * The share of its columns that a shape must have in common to count as near; below that the user would have
 * to answer more than is saved.
 */
const nearShare = 0.6;

/**
 * The mapping used for the same headers in the portfolio, else the nearest that is remembered. What others of the
 * tenant remember, those at rest too, is a proposal to look at: never `exact`. Uploads of none look at all memories
 * before they take a near shape, since their file may be a portfolio's that was not recognised.
 */
export async function recallMapping(ctx: Ctx, input: RecallMappingInput): Promise<RecalledMapping<Mapping>> {
  const tenantId = await authorise(ctx, "uploads.load", input.tenantId);
  const { headers, portfolioId } = parseInput(inputSchema, input);
  const exact = await findMappingTemplate(tenantDatabase(tenantId), tenantId, portfolioId, fingerprint(headers));
  if (exact !== null && exact.mapping.columns.length === headers.length)
    return { kind: "exact", mapping: exact.mapping, usedAt: exact.usedAt.toISOString() };
  const own = portfolioId === null ? null : await nearestUnder(tenantId, portfolioId, headers);
  if (own !== null) return { kind: "near", mapping: own.mapping, headers: own.headers };
  const other = (await sameShape(tenantId, headers)) ?? (await nearestUnder(tenantId, "any", headers));
  return other === null ? { kind: "none" } : proposed(other, portfolioId);
}

/**
 * What anyone in the tenant remembers of these headers. One that multiplies or divides amounts comes first: without
 * it the question for the unit would not be asked. Then that of none, then the latest.
 */
async function sameShape(tenantId: TenantId, headers: readonly string[]): Promise<UsedMapping | null> {
  const all = await selectMappingsOfShape(tenantDatabase(tenantId), tenantId, fingerprint(headers), maxCompared);
  const same = all.filter(({ mapping }) => mapping.columns.length === headers.length);
  return (
    same.find(({ mapping }) => hasConvertedUnit(mapping)) ??
    same.find(({ portfolio }) => portfolio === null) ??
    same[0] ??
    null
  );
}

/** Of equally near shapes, one that multiplies or divides amounts, else the latest. */
async function nearestUnder(
  tenantId: TenantId,
  portfolioId: string,
  headers: readonly string[],
): Promise<UsedMapping | null> {
  const memories = await selectMappingTemplates(tenantDatabase(tenantId), tenantId, portfolioId, maxCompared);
  const shared = memories.map((memory) => ({
    memory,
    share: shareOf(compareShapes(memory.headers, headers), headers.length),
  }));
  const largest = Math.max(nearShare, ...shared.map(({ share }) => share));
  const nearest = shared.filter(({ share }) => share === largest).map(({ memory }) => memory);
  return nearest.find(({ mapping }) => hasConvertedUnit(mapping)) ?? nearest[0] ?? null;
}

/** Another portfolio's memory without its fixed values and corrections: those are true of its clients only. */
function proposed({ mapping, headers, portfolio }: UsedMapping, asked: string | null): RecalledMapping<Mapping> {
  if (portfolio === null) return { kind: "near", mapping, headers, ...(asked === null ? {} : { of: null }) };
  const { cures: _, ...others } = mapping;
  return { kind: "near", mapping: { ...others, constants: [], defaults: [] }, headers, of: portfolio.name };
}

/** Columns in common, as a share of all columns of both shapes. */
function shareOf(change: ShapeChange, columns: number): number {
  const inCommon = columns - change.added.length - change.renamed.length;
  return inCommon / (columns + change.lost.length);
}
