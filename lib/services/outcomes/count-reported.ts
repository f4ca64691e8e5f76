import type { Transaction } from "#lib/database/client.ts";
import { countReportedRecords } from "#lib/database/records/records.ts";
import type { findReportHead } from "#lib/database/uploads/uploads.ts";
import type { RecordState } from "#lib/domain/outcome/outcome.ts";
import type { LeftOutReason } from "#lib/domain/validation/left-out-reason.ts";
import type { ReportGroup } from "#lib/domain/views/report.ts";

type Head = NonNullable<Awaited<ReturnType<typeof findReportHead>>>;

interface Reported {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly group: ReportGroup;
  readonly states: readonly RecordState[];
  readonly ordinals: readonly number[] | null;
  readonly rejectionKey: string | null;
  readonly leftOutReason: LeftOutReason | null;
  /** Only what can still be corrected. */
  readonly isOpen: boolean;
  /** Left-out rows that can still be corrected; null where they are not asked for. */
  readonly openRows: readonly number[] | null;
}

/**
 * What a report takes out of the portal, for the audit trail: debtors that were sent, and rows that were not. From the
 * upload's counters where these say it: a report may have a million debtors.
 */
export async function countReported(
  db: Transaction,
  head: Head,
  reported: Reported,
): Promise<Readonly<Record<string, number>>> {
  const { group, states, ordinals, rejectionKey, leftOutReason, isOpen } = reported;
  const openRows = reported.openRows?.length ?? 0;
  if (leftOutReason !== null) return { rows: openRows };
  if (group === "set_aside") return { rows: head.setAsideRows };
  if (ordinals !== null || rejectionKey !== null) return { debtors: await countReportedRecords(db, reported) };
  if (isOpen) return { debtors: await countReportedRecords(db, reported), leftOutRows: openRows };
  return {
    ...(states.length === 0 ? {} : { debtors: states.reduce((sum, state) => sum + countOf(head, state), 0) }),
    ...(group === "left_out" || group === "failures" ? { leftOutRows: head.leftOutRows } : {}),
  };
}

function countOf(head: Head, state: RecordState): number {
  switch (state) {
    case "accepted":
      return head.acceptedDebtors;
    case "unchanged":
      return head.unchangedDebtors;
    case "rejected":
      return head.rejectedDebtors;
    case "unconfirmed":
      return head.unconfirmedDebtors;
    case "not_sent":
      return head.notSentDebtors;
    case "pending":
      return 0;
  }
}
