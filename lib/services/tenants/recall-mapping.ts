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
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";

/** Made storable instead of refused: a file may have anything in its headers and must still load. */
export const headersSchema = z.array(z.string().max(maxCellCharacters).transform(storable)).min(1).max(2_000);
const inputSchema = z.object({ tenantId: z.string(), headers: headersSchema });
export type RecallMappingInput = z.input<typeof inputSchema>;

/** How many remembered shapes are compared with a new one; a tenant has tens. */
const maxCompared = 100;
/**
 * The share of its columns that a shape must have in common to count as near; below that the user would have
 * to answer more than is saved.
 */
const nearShare = 0.6;

/** The mapping this tenant used for the same headers, else for the nearest ones. */
export async function recallMapping(ctx: Ctx, input: RecallMappingInput): Promise<RecalledMapping<Mapping>> {
  const tenantId = await authorise(ctx, "uploads.load", input.tenantId);
  const { headers } = parseInput(inputSchema, input);
  const exact = await findMappingTemplate(database(), tenantId, null, fingerprint(headers));
  if (exact !== null && exact.mapping.columns.length === headers.length)
    return { kind: "exact", mapping: exact.mapping, usedAt: exact.usedAt.toISOString() };
  let nearest: MappingMemory | null = null;
  let nearestShare = nearShare;
  for (const memory of await selectMappingTemplates(database(), tenantId, null, maxCompared)) {
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
