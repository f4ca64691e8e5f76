import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { selectRejectionGroups } from "#lib/database/records/rejection-groups.ts";
import { maskText } from "#lib/domain/masking/mask-text.ts";
import type { RejectionGroups } from "#lib/domain/views/rejection-groups.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { masksDebtors } from "../masking/masking-of.ts";
import { parseInput } from "../parse-input.ts";

const inputSchema = z.object({
  uploadId: z.string(),
  /** Only this group. */
  key: z.guid().optional(),
  limit: z.number().int().min(1).max(200).default(10),
});
export type GroupRejectionsInput = z.input<typeof inputSchema>;

/** Why debtors of an upload were rejected, in our words and the remote's, the most frequent reason first. */
export async function groupRejections(ctx: Ctx, input: GroupRejectionsInput): Promise<RejectionGroups> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const { uploadId, key = null, limit } = parseInput(inputSchema, input);
  const found = await selectRejectionGroups(tenantDatabase(tenantId), tenantId, uploadId, key, limit);
  const shown = (await masksDebtors(tenantId)) ? maskText : (text: string) => text;
  return {
    groups: found.map(({ groupCount: _, example, ...group }) => ({
      ...group,
      example: example === null ? null : shown(example),
    })),
    groupCount: found[0]?.groupCount ?? 0,
  };
}
