import { z } from "zod";
import { tenantsDatabase } from "#lib/database/client.ts";
import { selectRecordsOfDebtor } from "#lib/database/records/records.ts";
import { maskRecord } from "#lib/domain/masking/mask-views.ts";
import type { RecordView } from "#lib/domain/views/record-view.ts";
import { authoriseTenants } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { maskingOf } from "../masking/masking-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordSearched } from "../record-seen.ts";

const inputSchema = z.object({ tenantId: z.string().optional(), identification: z.string().trim().min(1).max(100) });
export type SearchDebtorInput = z.input<typeof inputSchema>;

/** How many uploads back the search goes: more than a quarter of a year of daily files. */
const maxRecords = 100;

/** What became of one debtor, found by the Identification as sent; newest upload first. */
export async function searchDebtor(ctx: Ctx, input: SearchDebtorInput): Promise<RecordView[]> {
  const tenantIds = await authoriseTenants(ctx, "uploads.read", input.tenantId);
  const { identification } = parseInput(inputSchema, input);
  const records = await selectRecordsOfDebtor(tenantsDatabase(tenantIds), tenantIds, identification, maxRecords);
  for (const tenantId of tenantIds) await recordSearched(ctx, tenantId, "debtors", [identification]);
  const masking = await maskingOf(tenantIds);
  return records.map(({ tenantId, view }) => (masking.has(tenantId) ? maskRecord(view) : view));
}
