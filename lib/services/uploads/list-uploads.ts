import { z } from "zod";
import { tenantsDatabase } from "#lib/database/client.ts";
import { selectUploads } from "#lib/database/uploads/uploads.ts";
import type { UploadPage } from "#lib/domain/views/page.ts";
import { authoriseTenants } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { pageKeys } from "../page-keys.ts";
import { pageOf } from "../page-of.ts";
import { parseInput } from "../parse-input.ts";
import { hiddenByName } from "./hidden-by-name.ts";
import { historyFilter, historyInput, momentSchema } from "./history-input.ts";

const inputSchema = z.object({
  ...historyInput,
  /** Days or times in ISO 8601; `to` is exclusive. */
  from: momentSchema.optional(),
  to: momentSchema.optional(),
  after: pageKeys.upload.optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type ListUploadsInput = z.input<typeof inputSchema>;

/**
 * The uploads of one tenant or of all the actor's tenants, newest first, without those given up before they
 * were staged.
 */
export async function listUploads(ctx: Ctx, input: ListUploadsInput): Promise<UploadPage> {
  const tenantIds = await authoriseTenants(ctx, "uploads.read", input.tenantId);
  const { from = null, to = null, after, limit, ...filter } = parseInput(inputSchema, input);
  const conditions = historyFilter(filter);
  const uploads = await selectUploads(tenantsDatabase(tenantIds), tenantIds, {
    ...conditions,
    ...(await hiddenByName(tenantIds, conditions.text)),
    from,
    to,
    after: after === undefined ? null : { createdAt: after[0], id: after[1] },
    limit: limit + 1,
  });
  return pageOf(uploads, limit, (upload) => `${upload.createdAt}_${upload.id}`);
}
