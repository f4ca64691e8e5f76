import type { Transaction } from "#lib/database/client.ts";
import { countReportedRecords } from "#lib/database/records/records.ts";
import type { findReportHead } from "#lib/database/uploads/uploads.ts";
import type { OutcomeKind } from "#lib/domain/outcome/outcome.ts";

type Head = NonNullable<Awaited<ReturnType<typeof findReportHead>>>;

interface Reported {
  readonly tenantId: string;
  readonly uploadId: string;
  /** Debtors of these kinds. */
  readonly kinds: readonly OutcomeKind[];
  readonly ordinals: readonly number[] | null;
  readonly rejectionKey: string | null;
  /** Only what can still be corrected. */
  readonly isOpen: boolean;
  readonly isTwice: boolean;
  /** Ordinals of debtors that it leaves away. */
  readonly away: ReadonlyMap<number, unknown>;
  readonly leftOut: boolean;
  /** The left-out rows of the report; null for all of them. */
  readonly openRows: readonly number[] | null;
  readonly setAside: boolean;
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
  const { kinds, ordinals, rejectionKey, isOpen, isTwice, away, leftOut, openRows, setAside } = reported;
  const isWhole = ordinals === null && rejectionKey === null && !isOpen && !isTwice;
  const countSent = async () =>
    isWhole
      ? kinds.reduce((sum, kind) => sum + countOf(head, kind), 0)
      : (await countReportedRecords(db, reported)) - away.size;
  return {
    ...(kinds.length === 0 ? {} : { debtors: await countSent() }),
    ...(leftOut ? { leftOutRows: openRows?.length ?? head.leftOutRows } : {}),
    ...(setAside ? { rows: head.setAsideRows } : {}),
  };
}

function countOf(head: Head, kind: OutcomeKind): number {
  switch (kind) {
    case "accepted":
      return head.acceptedDebtors;
    case "unchanged":
      return head.unchangedDebtors - head.volatileDebtors;
    case "volatile":
      return head.volatileDebtors;
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
