import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { selectSetAsideRows } from "#lib/database/records/set-aside-rows.ts";
import { maskText } from "#lib/domain/masking/mask-text.ts";
import { rowText } from "#lib/domain/table/set-aside.ts";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import type { SetAsideView } from "#lib/domain/views/left-out-view.ts";
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
export type ListSetAsideInput = z.input<typeof inputSchema>;

/** The rows of the file that were set aside, with their text; null if it is erased. */
export async function listSetAside(ctx: Ctx, input: ListSetAsideInput): Promise<Page<SetAsideView>> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const { uploadId, after, limit } = parseInput(inputSchema, input);
  const rows = await selectSetAsideRows(tenantDatabase(tenantId), tenantId, uploadId, after, limit + 1);
  await recordViewed(ctx, tenantId, { group: "set_aside", subject: uploadId, shown: rows.length });
  const page = pageOf(rows, limit, (row) => String(row.row));
  const shown = (await masksDebtors(tenantId)) ? maskText : (text: string) => text;
  const textOf = (source: string | null) =>
    source === null ? null : shown(rowText(parseSourceLine(source)?.cells ?? []));
  return { ...page, items: page.items.map(({ source, ...row }) => ({ ...row, text: textOf(source) })) };
}
