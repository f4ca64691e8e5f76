import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { type StoredComparedDebtor, selectComparedDebtors } from "#lib/database/comparison/comparisons.ts";
import { isErased } from "#lib/database/uploads/erasures.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { type ComparedDebtorPage, type ComparedDebtorView, listedGroups } from "#lib/domain/views/comparison-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { pageKeys } from "../page-keys.ts";
import { pageOf } from "../page-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordViewed } from "../record-seen.ts";

const inputSchema = z.object({
  uploadId: z.string(),
  group: z.enum(listedGroups),
  after: pageKeys.identification.default(""),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListComparedDebtorsInput = z.input<typeof inputSchema>;

/** The debtors of one group of an upload's comparison, by identification; `erased` once they are. */
export async function listComparedDebtors(ctx: Ctx, input: ListComparedDebtorsInput): Promise<ComparedDebtorPage> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const { uploadId, group, after, limit } = parseInput(inputSchema, input);
  if (await isErased(tenantDatabase(tenantId), tenantId, uploadId)) throw new AppError("erased");
  const debtors = await selectComparedDebtors(
    tenantDatabase(tenantId),
    { tenantId, uploadId, group },
    after,
    limit + 1,
  );
  await recordViewed(ctx, tenantId, { group: "comparison", subject: uploadId, shown: debtors.length });
  return pageOf(debtors.map(viewOf), limit, ({ identification }) => identification);
}

function viewOf({ change, numbers: _, ...debtor }: StoredComparedDebtor): ComparedDebtorView {
  return { ...debtor, group: change ?? "gone" };
}
