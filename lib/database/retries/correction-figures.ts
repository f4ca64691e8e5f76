import { z } from "zod";
import type { ReportFigures } from "#lib/domain/correction/report-figures.ts";
import type { Totals } from "#lib/domain/debtors/debtor.ts";
import type { BulkClient } from "../pool.ts";

const count = z.number().int();
const schema = z.object({
  report: z.object({ inReport: count, added: count, removed: count }),
  carried: z.object({ rows: count, debtors: count, obligations: count, balance: z.string() }),
});

/** What is kept of a correction once it is staged: whom its file had, and what it leaves out of rows that another upload counts already. */
export interface CorrectionFigures {
  readonly report: ReportFigures;
  readonly carried: Totals;
}

/** Puts them beside what its user chose. */
export async function keepCorrectionFigures(
  client: BulkClient,
  tenantId: string,
  uploadId: string,
  figures: CorrectionFigures,
): Promise<void> {
  await client.query(`UPDATE "Upload" SET correction = correction || $3::jsonb WHERE "tenantId" = $1 AND id = $2`, [
    tenantId,
    uploadId,
    JSON.stringify(figures),
  ]);
}

/** What an upload keeps of being a correction; nothing where it is none, is not staged yet, or was before there were these. */
export function correctionFigures(correction: unknown): CorrectionFigures | Record<string, never> {
  return schema.safeParse(correction).data ?? {};
}
