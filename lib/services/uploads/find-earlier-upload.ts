import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { findUploadOfFile } from "#lib/database/uploads/uploads.ts";
import type { EarlierUpload } from "#lib/domain/views/earlier-upload.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";
import { parseInput } from "../parse-input.ts";

const inputSchema = z.object({ tenantId: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type FindEarlierUploadInput = z.input<typeof inputSchema>;

/**
 * The upload of the same bytes that was confirmed last, else the latest draft, else the latest discarded one, or null. Ignores
 * uploads that were given up while staging.
 */
export async function findEarlierUpload(ctx: Ctx, input: FindEarlierUploadInput): Promise<EarlierUpload | null> {
  const tenantId = await authorise(ctx, "uploads.read", input.tenantId);
  const { sha256 } = parseInput(inputSchema, input);
  return withShownNames(tenantId, await findUploadOfFile(tenantDatabase(tenantId), tenantId, sha256));
}
