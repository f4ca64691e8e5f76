import { z } from "zod";
import { selectCalls } from "#lib/database/calls/calls.ts";
import { tenantDatabase } from "#lib/database/client.ts";
import { maskText } from "#lib/domain/masking/mask-text.ts";
import type { CallView } from "#lib/domain/views/call-view.ts";
import type { Page } from "#lib/domain/views/page.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { masksDebtors } from "../masking/masking-of.ts";
import { pageKeys } from "../page-keys.ts";
import { pageOf } from "../page-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordViewed } from "../record-seen.ts";

const inputSchema = z.object({
  uploadId: z.string(),
  after: pageKeys.id.optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListCallsInput = z.input<typeof inputSchema>;

/** The calls of an upload so far, newest first, with the remote's own words. */
export async function listCalls(ctx: Ctx, input: ListCallsInput): Promise<Page<CallView>> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const { uploadId, after = null, limit } = parseInput(inputSchema, input);
  const calls = await selectCalls(tenantDatabase(tenantId), tenantId, uploadId, after, limit + 1);
  await recordViewed(ctx, tenantId, { group: "calls", subject: uploadId, shown: calls.length });
  const page = pageOf(calls, limit, (call) => call.id);
  return (await masksDebtors(tenantId)) ? { ...page, items: page.items.map(masked) } : page;
}

/** A reply may name several debtors, so it is masked whole and never revealed. */
function masked(call: CallView): CallView {
  return { ...call, replyExcerpt: call.replyExcerpt === null ? null : maskText(call.replyExcerpt) };
}
