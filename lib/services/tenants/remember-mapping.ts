import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { upsertMappingTemplate } from "#lib/database/tenants/mapping-templates.ts";
import { findUpload } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { fingerprint } from "#lib/domain/mapping/headers/fingerprint.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { headersSchema } from "./recall-mapping.ts";

const inputSchema = z.object({
  tenantId: z.string(),
  headers: headersSchema,
  mapping: mappingSchema,
  /** The staged upload it was used for: it is remembered under that upload's portfolio. */
  uploadId: z.uuid().nullable().default(null),
});
export type RememberMappingInput = z.input<typeof inputSchema>;

/**
 * Keeps a mapping for the next file with these headers of the upload's portfolio, or of no portfolio; the latest one
 * counts. `not_found` for an upload that the tenant does not have.
 */
export async function rememberMapping(ctx: Ctx, input: RememberMappingInput): Promise<void> {
  const tenantId = await authorise(ctx, "uploads.load", input.tenantId);
  const { headers, mapping, uploadId } = parseInput(inputSchema, input);
  if (mapping.columns.length !== headers.length) {
    throw new AppError("invalid", { fields: ["mapping.columns"], problems: ["mapping.columns:out_of_range"] });
  }
  const upload = uploadId === null ? null : await findUpload(tenantDatabase(tenantId), tenantId, uploadId);
  if (uploadId !== null && upload === null) throw new AppError("not_found");
  await upsertMappingTemplate(tenantDatabase(tenantId), tenantId, upload?.portfolio?.id ?? null, {
    fingerprint: fingerprint(headers),
    headers,
    mapping: rememberedMapping(mapping),
  });
}
