import { z } from "zod";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { isIssueCode } from "#lib/domain/validation/left-out-reason.ts";
import type { LeftOutUpload, LeftOutView } from "#lib/domain/views/left-out-view.ts";
import type { Transaction } from "../client.ts";

/** Issues are stored as JSON; one with a code that no longer exists is skipped, because it has no text. */
const storedIssues = z.array(
  z.object({
    row: z.number(),
    column: z.number().nullable(),
    field: z.string().nullable(),
    code: z.string(),
    severity: z.enum(["error", "warning"]),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    proposal: z.string().optional(),
  }),
);

function asIssues(json: unknown): Issue[] {
  const stored = storedIssues.safeParse(json);
  if (!stored.success) return [];
  return stored.data.flatMap(({ code, proposal, ...issue }) =>
    isIssueCode(code) ? [{ ...issue, code, ...(proposal === undefined ? {} : { proposal }) }] : [],
  );
}

export interface KeptLeftOutRow extends Omit<LeftOutView, "isErased"> {
  /** Null once it is erased. */
  readonly source: string | null;
}

/** Rows of which something is not sent, in file order, after `after` (a row); `only` some of them, or null. */
export async function selectLeftOutRows(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  after: number,
  limit: number,
  only: readonly number[] | null = null,
): Promise<KeptLeftOutRow[]> {
  const rows = await db.leftOutRow.findMany({
    where: { tenantId, uploadId, row: { gt: after, ...(only === null ? {} : { in: [...only] }) } },
    orderBy: { row: "asc" },
    take: limit,
    select: {
      row: true,
      line: true,
      identification: true,
      source: true,
      issues: true,
      retriedInId: true,
      acceptedLater: true,
    },
  });
  const found = rows.map(({ retriedInId, acceptedLater, ...row }) => ({
    ...row,
    issues: asIssues(row.issues),
    acceptedInId: acceptedLater ? retriedInId : null,
  }));
  const sent = await linesSent(db, tenantId, uploadId, found);
  return found.map((row) => ({ ...row, isSentInPart: sent.has(row.line) }));
}

/** The staged uploads of a tenant that left a debtor out, newest first; `limit`: rows. */
export async function selectLeftOutOfDebtor(
  db: Transaction,
  tenantId: string,
  identification: string,
  limit: number,
): Promise<LeftOutUpload[]> {
  const rows = await db.leftOutRow.findMany({
    where: { tenantId, identification, upload: { stagedAt: { not: null } } },
    orderBy: [{ uploadId: "desc" }, { row: "asc" }],
    take: limit,
    select: { uploadId: true, line: true, issues: true, upload: { select: { fileName: true, createdAt: true } } },
  });
  // A debtor with a record is sent; of its row only a repeated obligation is not.
  const sent = await db.record.findMany({
    where: { tenantId, identification, uploadId: { in: rows.map(({ uploadId }) => uploadId) } },
    select: { uploadId: true },
  });
  const sentIn = new Set(sent.map(({ uploadId }) => uploadId));
  const byUpload = Map.groupBy(
    rows.filter(({ uploadId }) => !sentIn.has(uploadId)),
    ({ uploadId }) => uploadId,
  );
  return Array.from(byUpload, ([uploadId, own]) => {
    const issues = own.flatMap((row) => asIssues(row.issues));
    const errors = issues.filter(({ severity }) => severity === "error");
    const { fileName, createdAt } = own[0]?.upload ?? { fileName: "", createdAt: new Date(0) };
    return {
      uploadId,
      fileName,
      createdAt: createdAt.toISOString(),
      lines: own.map(({ line }) => line),
      codes: [...new Set((errors.length > 0 ? errors : issues).map(({ code }) => code))],
    };
  });
}

/**
 * Counts left-out rows without an identification. Together with the rows of left-out debtors they are all
 * left-out rows.
 */
export function countUnidentifiedRows(db: Transaction, tenantId: string, uploadId: string): Promise<number> {
  return db.leftOutRow.count({ where: { tenantId, uploadId, identification: null } });
}

/** Lines that were sent in part. Only a row whose worst issue is a repeated obligation of its debtor can be. */
async function linesSent(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  rows: readonly { readonly identification: string | null; readonly issues: readonly Issue[] }[],
): Promise<ReadonlySet<number>> {
  const debtors = rows.flatMap(({ identification, issues }) =>
    identification === null || issues.length === 0 || issues.some(({ severity }) => severity === "error")
      ? []
      : [identification],
  );
  if (debtors.length === 0) return new Set();
  const records = await db.record.findMany({
    where: { tenantId, uploadId, identification: { in: [...new Set(debtors)] } },
    select: { lines: true },
  });
  return new Set(records.flatMap(({ lines }) => lines));
}
