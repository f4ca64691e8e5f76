import { tenantDatabase } from "#lib/database/client.ts";
import { countLeftOutReasons } from "#lib/database/records/left-out-reasons.ts";
import { isIssueCode, type LeftOutReason } from "#lib/domain/validation/left-out-reason.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** One reason why rows are not sent. A row with two errors counts for both. */
export interface CountedLeftOutReason extends LeftOutReason {
  readonly field: string | null;
  /** The column's header in the file. */
  readonly header: string | null;
  readonly rows: number;
  readonly debtors: number;
}

/** Why rows of the file are not sent, the reason with the most rows first. */
export async function summariseLeftOut(ctx: Ctx, input: { uploadId: string }): Promise<CountedLeftOutReason[]> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const found = await countLeftOutReasons(tenantDatabase(tenantId), tenantId, input.uploadId);
  return found.flatMap(({ code, ...reason }) => (isIssueCode(code) ? [{ code, ...reason }] : []));
}
