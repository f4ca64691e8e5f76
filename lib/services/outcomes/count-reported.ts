import type { Transaction } from "#lib/database/client.ts";
import { countReportedRecords } from "#lib/database/records/records.ts";
import type { findReportHead } from "#lib/database/uploads/uploads.ts";
import type { RecordState } from "#lib/domain/outcome/outcome.ts";

type Head = NonNullable<Awaited<ReturnType<typeof findReportHead>>>;

interface Reported {
  readonly tenantId: string;
  readonly uploadId: string;
  /** Debtors that were sent, in these states. */
  readonly states: readonly RecordState[];
  readonly ordinals: readonly number[] | null;
  readonly rejectionKey: string | null;
  /** Only what can still be corrected. */
  readonly isOpen: boolean;
  readonly twiceSent: readonly string[] | null;
  /** Ordinals of debtors that it leaves away. */
  readonly held: ReadonlySet<number>;
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
  const { states, ordinals, rejectionKey, isOpen, twiceSent, held, leftOut, openRows, setAside } = reported;
  const isWhole = ordinals === null && rejectionKey === null && !isOpen && twiceSent === null;
  const away = ordinals === null ? held.size : ordinals.filter((ordinal) => held.has(ordinal)).length;
  const countSent = async () =>
    isWhole
      ? states.reduce((sum, state) => sum + countOf(head, state), 0)
      : (await countReportedRecords(db, reported)) - away;
  return {
    ...(states.length === 0 ? {} : { debtors: await countSent() }),
    ...(leftOut ? { leftOutRows: openRows?.length ?? head.leftOutRows } : {}),
    ...(setAside ? { rows: head.setAsideRows } : {}),
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
