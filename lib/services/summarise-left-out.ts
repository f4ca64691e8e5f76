import { database } from "#lib/database/client.ts";
import { countLeftOutReasons } from "#lib/database/left-out-reasons.ts";
import { type IssueCode, issueSeverities } from "#lib/domain/validation/issue.ts";
import { authoriseUpload } from "./authorise.ts";
import type { Ctx } from "./context.ts";

/** A reason why rows of an upload are not sent. A row with two errors counts for both. */
export interface LeftOutReason {
  readonly code: IssueCode;
  readonly rows: number;
}

/** Why rows of the file are not sent, most frequent reason first. */
export async function summariseLeftOut(ctx: Ctx, input: { uploadId: string }): Promise<LeftOutReason[]> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const found = await countLeftOutReasons(database(), tenantId, input.uploadId);
  return found.flatMap(({ code, rows }) => (isIssueCode(code) ? [{ code, rows: Number(rows) }] : []));
}

function isIssueCode(code: string): code is IssueCode {
  return Object.hasOwn(issueSeverities, code);
}
