import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { selectRecords } from "#lib/database/records/records.ts";
import { maskRecord } from "#lib/domain/masking/mask-views.ts";
import { outcomeKinds } from "#lib/domain/outcome/outcome.ts";
import type { RecordPage } from "#lib/domain/views/page.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { masksDebtors } from "../masking/masking-of.ts";
import { pageKeys } from "../page-keys.ts";
import { pageOf } from "../page-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordViewed } from "../record-seen.ts";

const inputSchema = z.object({
  uploadId: z.string(),
  /** `twice`: as {@link countTwice} counts them. */
  state: z.enum([...outcomeKinds, "twice"]),
  /** Only one group of `groupRejections`. The key is a digest, so it has no valid uuid version. */
  rejectionKey: z.guid().optional(),
  after: pageKeys.row.default(-1),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListRecordsInput = z.input<typeof inputSchema>;

/** The debtors of one group of an upload, in the order sent. */
export async function listRecords(ctx: Ctx, input: ListRecordsInput): Promise<RecordPage> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const { uploadId, state, rejectionKey = null, after, limit } = parseInput(inputSchema, input);
  const db = tenantDatabase(tenantId);
  const records = await selectRecords(db, { tenantId, uploadId, group: state, rejectionKey }, after, limit + 1);
  await recordViewed(ctx, tenantId, { group: state, subject: uploadId, shown: records.length });
  const page = pageOf(records, limit, (record) => String(record.ordinal));
  return (await masksDebtors(tenantId)) ? { ...page, items: page.items.map(maskRecord) } : page;
}
