import { z } from "zod";
import { database } from "#lib/database/client.ts";
import { upsertMappingTemplate } from "#lib/database/tenants/mapping-templates.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { fingerprint } from "#lib/domain/mapping/headers/fingerprint.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { headersSchema } from "./recall-mapping.ts";

const inputSchema = z.object({ tenantId: z.string(), headers: headersSchema, mapping: mappingSchema });
export type RememberMappingInput = z.input<typeof inputSchema>;

/** Keeps a mapping for the tenant's next file with these headers; the latest one counts. */
export async function rememberMapping(ctx: Ctx, input: RememberMappingInput): Promise<void> {
  const tenantId = await authorise(ctx, "uploads.load", input.tenantId);
  const { headers, mapping } = parseInput(inputSchema, input);
  if (mapping.columns.length !== headers.length) {
    throw new AppError("invalid", { fields: ["mapping.columns"], problems: ["mapping.columns:out_of_range"] });
  }
  await upsertMappingTemplate(database(), tenantId, null, {
    fingerprint: fingerprint(headers),
    headers,
    mapping: rememberedMapping(mapping),
  });
}
