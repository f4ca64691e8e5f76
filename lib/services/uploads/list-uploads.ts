import { z } from "zod";
import { database } from "#lib/database/client.ts";
import { selectUploads } from "#lib/database/uploads/uploads.ts";
import { uploadStates } from "#lib/domain/outcome/upload-state.ts";
import type { UploadPage } from "#lib/domain/views/page.ts";
import { authoriseTenants } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { pageKeys } from "../page-keys.ts";
import { pageOf } from "../page-of.ts";
import { parseInput } from "../parse-input.ts";

/** The years that PostgreSQL can read; JavaScript's range differs. */
const momentSchema = z.coerce.date().min(new Date("1000-01-01")).max(new Date("9999-12-31"));

const inputSchema = z.object({
  tenantId: z.string().optional(),
  states: z.array(z.enum(uploadStates)).min(1).optional(),
  portfolioId: z.uuid().optional(),
  text: z.string().trim().max(200).optional(),
  /** Days or times in ISO 8601; `to` is exclusive. */
  from: momentSchema.optional(),
  to: momentSchema.optional(),
  after: pageKeys.upload.optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type ListUploadsInput = z.input<typeof inputSchema>;

/** No staging takes a day: its page was closed. Such an upload is listed only if `states` includes its state. */
const stagingMs = 86_400_000;

/**
 * The uploads of one tenant or of all the actor's tenants, newest first, without those given up before they
 * were staged.
 */
export async function listUploads(ctx: Ctx, input: ListUploadsInput): Promise<UploadPage> {
  const scope = await authoriseTenants(ctx, "uploads.read", input.tenantId);
  const {
    states = null,
    portfolioId = null,
    text,
    from = null,
    to = null,
    after,
    limit,
  } = parseInput(inputSchema, input);
  const uploads = await selectUploads(database(), scope, {
    states,
    portfolioId,
    stagingSince: new Date(Date.now() - stagingMs),
    text: text === undefined || text === "" ? null : text,
    from,
    to,
    after: after === undefined ? null : { createdAt: after[0], id: after[1] },
    limit: limit + 1,
  });
  return pageOf(uploads, limit, (upload) => `${upload.createdAt}_${upload.id}`);
}
