import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { type KeptLeftOutRow, selectLeftOutRows } from "#lib/database/records/left-out-rows.ts";
import { maskLeftOut } from "#lib/domain/masking/mask-views.ts";
import type { LeftOutView } from "#lib/domain/views/left-out-view.ts";
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
  after: pageKeys.row.default(-1),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListLeftOutInput = z.input<typeof inputSchema>;

/** The left-out rows of the file, with their issues. */
export async function listLeftOut(ctx: Ctx, input: ListLeftOutInput): Promise<Page<LeftOutView>> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const { uploadId, after, limit } = parseInput(inputSchema, input);
  const rows = await selectLeftOutRows(tenantDatabase(tenantId), tenantId, uploadId, after, limit + 1);
  await recordViewed(ctx, tenantId, { group: "left_out", subject: uploadId, shown: rows.length });
  const page = pageOf(rows, limit, (row) => String(row.row));
  const items = page.items.map(leftOutView);
  return { ...page, items: (await masksDebtors(tenantId)) ? items.map((row) => maskLeftOut(row, uploadId)) : items };
}

export function leftOutView({ source, ...row }: KeptLeftOutRow): LeftOutView {
  return { ...row, isErased: source === null };
}
