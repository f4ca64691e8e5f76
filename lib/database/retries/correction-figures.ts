import { z } from "zod";
import type { ReportFigures } from "#lib/domain/correction/report-figures.ts";
import type { Totals } from "#lib/domain/debtors/debtor.ts";
import type { BulkClient } from "../pool.ts";
import { sql } from "../sql-text.ts";

const count = z.number().int();
const schema = z.object({
  report: z.object({ inReport: count, added: count, removed: count }),
  carried: z.object({ rows: count, debtors: count, obligations: count, balance: z.string() }),
});

/**
 * Figures of a staged correction: the debtors of its file, and the left-out rows that another upload already
 * counts.
 */
export interface CorrectionFigures {
  readonly report: ReportFigures;
  readonly carried: Totals;
}

/** Stores the figures beside the user's choices in `Upload.correction`. */
export async function keepCorrectionFigures(
  client: BulkClient,
  tenantId: string,
  uploadId: string,
  figures: CorrectionFigures,
): Promise<void> {
  await client.query(sql`UPDATE "Upload" SET correction = correction || $3::jsonb WHERE "tenantId" = $1 AND id = $2`, [
    tenantId,
    uploadId,
    JSON.stringify(figures),
  ]);
}

/**
 * The figures of a correction; {} if the upload is no correction, is not staged yet, or is older than these
 * figures.
 */
export function correctionFigures(correction: unknown): CorrectionFigures | Record<string, never> {
  return schema.safeParse(correction).data ?? {};
}
