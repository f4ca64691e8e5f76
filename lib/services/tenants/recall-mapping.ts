import { z } from "zod";
import { database } from "#lib/database/client.ts";
import {
  findMappingTemplate,
  type MappingMemory,
  selectMappingTemplates,
} from "#lib/database/tenants/mapping-templates.ts";
import type { RecalledMapping } from "#lib/domain/mapping/answers/recalled-mapping.ts";
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
 * The mapping used for the same headers, else for the nearest ones, in the portfolio. A portfolio that remembers
 * nothing of the kind gets what uploads without one remember, as a proposal to look at: never `exact`.
 */
export async function recallMapping(ctx: Ctx, input: RecallMappingInput): Promise<RecalledMapping<Mapping>> {
  const tenantId = await authorise(ctx, "uploads.load", input.tenantId);
  const { headers, portfolioId } = parseInput(inputSchema, input);
  const own = await recallUnder(tenantId, portfolioId, headers);
  if (own.kind !== "none" || portfolioId === null || portfolioId === "any") return own;
  const before = await recallUnder(tenantId, null, headers);
  return before.kind === "exact" ? { kind: "near", mapping: before.mapping, headers } : before;
}

async function recallUnder(
  tenantId: TenantId,
  portfolioId: string | null,
  headers: readonly string[],
): Promise<RecalledMapping<Mapping>> {
  const exact = await findMappingTemplate(database(), tenantId, portfolioId, fingerprint(headers));
  if (exact !== null && exact.mapping.columns.length === headers.length)
    return { kind: "exact", mapping: exact.mapping, usedAt: exact.usedAt.toISOString() };
  let nearest: MappingMemory | null = null;
  let nearestShare = nearShare;
  for (const memory of await selectMappingTemplates(database(), tenantId, portfolioId, maxCompared)) {
    const share = shareOf(compareShapes(memory.headers, headers), headers.length);
    if (share < nearestShare) continue;
    nearest = memory;
    nearestShare = share;
  }
  return nearest === null ? { kind: "none" } : { kind: "near", mapping: nearest.mapping, headers: nearest.headers };
}

/** Columns in common, as a share of all columns of both shapes. */
function shareOf(change: ShapeChange, columns: number): number {
  const inCommon = columns - change.added.length - change.renamed.length;
  return inCommon / (columns + change.lost.length);
}
