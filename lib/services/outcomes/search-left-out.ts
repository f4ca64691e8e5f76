import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { selectLeftOutOfDebtor } from "#lib/database/records/left-out-rows.ts";
import type { LeftOutUpload } from "#lib/domain/views/left-out-view.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordSearched } from "../record-seen.ts";

const inputSchema = z.object({ tenantId: z.string(), identification: z.string().trim().min(1).max(100) });
export type SearchLeftOutInput = z.input<typeof inputSchema>;

/** As many as records of a debtor are found, at two rows each. */
const maxRows = 200;

/** The uploads that left out rows of one debtor, and why; newest upload first. */
export async function searchLeftOut(ctx: Ctx, input: SearchLeftOutInput): Promise<LeftOutUpload[]> {
  const tenantId = await authorise(ctx, "uploads.read", input.tenantId);
  const { identification } = parseInput(inputSchema, input);
  const uploads = await selectLeftOutOfDebtor(tenantDatabase(tenantId), tenantId, identification, maxRows);
  await recordSearched(ctx, tenantId, "debtors", [identification]);
  return withShownNames(tenantId, uploads);
}
