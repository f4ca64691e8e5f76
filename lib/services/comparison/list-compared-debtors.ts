import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { type StoredComparedDebtor, selectComparedDebtors } from "#lib/database/comparison/comparisons.ts";
import { selectCustomFields } from "#lib/database/tenants/custom-fields.ts";
import { isErased } from "#lib/database/uploads/erasures.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { maskCompared } from "#lib/domain/masking/mask-views.ts";
import { type ComparedDebtorPage, type ComparedDebtorView, listedGroups } from "#lib/domain/views/comparison-view.ts";
import { sealDebtorKey } from "#lib/secrets/debtor-key.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { masksDebtors, openPageKey } from "../masking/masking-of.ts";
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
  const db = tenantDatabase(tenantId);
  const isMasked = await masksDebtors(tenantId);
  const from = { after: isMasked ? openPageKey(after, tenantId) : after };
  const debtors = await selectComparedDebtors(db, { tenantId, uploadId, group }, from, limit + 1);
  await recordViewed(ctx, tenantId, { group: "comparison", subject: uploadId, shown: debtors.length });
  const page = pageOf(debtors.map(comparedView), limit, ({ identification }) => identification);
  if (!isMasked) return page;
  const kinds = new Map(fieldsOf(await selectCustomFields(db, tenantId)).map(({ id, kind }) => [id, kind]));
  const keyOf = (identification: string) => sealDebtorKey(identification, tenantId);
  return {
    items: page.items.map((debtor) =>
      maskCompared(debtor, { list: "compared", uploadId, key: keyOf(debtor.identification) }, kinds),
    ),
    next: page.next === null ? null : keyOf(page.next),
  };
}

export function comparedView({ change, numbers: _, ...debtor }: StoredComparedDebtor): ComparedDebtorView {
  return { ...debtor, group: change ?? "gone" };
}
