import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { selectRecordsOfDebtor } from "#lib/database/records/records.ts";
import { maskRecord } from "#lib/domain/masking/mask-views.ts";
import type { RecordView } from "#lib/domain/views/record-view.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { masksDebtors } from "../masking/masking-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordSearched } from "../record-seen.ts";

const inputSchema = z.object({ tenantId: z.string(), identification: z.string().trim().min(1).max(100) });
export type SearchDebtorInput = z.input<typeof inputSchema>;

/** How many uploads back the search goes: more than a quarter of a year of daily files. */
const maxRecords = 100;

/** What became of one debtor, found by the Identification as sent; newest upload first. */
export async function searchDebtor(ctx: Ctx, input: SearchDebtorInput): Promise<RecordView[]> {
  const tenantId = await authorise(ctx, "uploads.read", input.tenantId);
  const { identification } = parseInput(inputSchema, input);
  const records = await selectRecordsOfDebtor(tenantDatabase(tenantId), tenantId, identification, maxRecords);
  await recordSearched(ctx, tenantId, "debtors", [identification]);
  return (await masksDebtors(tenantId)) ? records.map(maskRecord) : records;
}
