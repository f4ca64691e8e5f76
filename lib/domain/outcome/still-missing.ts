import type { Totals } from "../debtors/debtor.ts";
import { formatCents, parseCents } from "../debtors/totals-counter.ts";
import type { GroupTotals, UploadView } from "../views/upload-view.ts";
import { type Completeness, completenessOf } from "./completeness.ts";
import type { OutcomeKind } from "./outcome.ts";

/** What of an upload's file is still not in the CRM, as far as this upload counts it. */
export interface StillMissing {
  /** Those accepted later count as accepted. */
  readonly counts: Readonly<Record<OutcomeKind, number>>;
  /** Rejected, unconfirmed or not sent, and not accepted later. */
  readonly failed: Pick<GroupTotals, "debtors" | "balance">;
  /** Left out, without what an earlier upload of its family already counts. */
  readonly leftOut: Totals;
  /** Left out and already counted by an earlier upload: rows of a report that came back. */
  readonly carried: Totals | null;
  /** Debtors accepted later, whatever they were in this upload. */
  readonly later: number;
}

type Outcome = Pick<UploadView, "groups" | "totals" | "later" | "carried">;

const nothing: Totals = { rows: 0, debtors: 0, obligations: 0, balance: "0.00" };

/** The figures that pages show of a confirmed upload, in place of those it ended with (decision 38). */
export function stillMissing({ groups, totals, later, carried }: Outcome): StillMissing {
  const failed = [groups.rejected, groups.unconfirmed, groups.not_sent];
  const since = later === undefined ? 0 : later.rejected + later.unconfirmed + later.not_sent;
  const { leftOut = nothing, balance = "0.00" } = later ?? {};
  const cents = failed.reduce((sum, group) => sum + parseCents(group.balance), -parseCents(balance));
  return {
    counts: {
      accepted: groups.accepted.debtors + since + leftOut.debtors,
      unchanged: groups.unchanged.debtors,
      volatile: groups.volatile.debtors,
      rejected: groups.rejected.debtors - (later?.rejected ?? 0),
      unconfirmed: groups.unconfirmed.debtors - (later?.unconfirmed ?? 0),
      not_sent: groups.not_sent.debtors - (later?.not_sent ?? 0),
      pending: groups.pending.debtors,
    },
    failed: { debtors: failed.reduce((sum, group) => sum + group.debtors, -since), balance: formatCents(cents) },
    leftOut: minus(minus(totals.leftOut, leftOut), carried ?? nothing),
    carried: carried === undefined || (carried.rows === 0 && carried.obligations === 0) ? null : carried,
    later: since + leftOut.debtors,
  };
}

/** The completeness of an upload as pages show it. */
export function completenessOfView(view: Pick<UploadView, "totals" | "groups" | "later" | "carried">): Completeness {
  const { counts, leftOut, carried } = stillMissing(view);
  return completenessOf({
    fileDebtors: view.totals.file.debtors - (carried?.debtors ?? 0),
    acceptedDebtors: counts.accepted + counts.unchanged + counts.volatile,
    leftOutRows: leftOut.rows,
    leftOutObligations: leftOut.obligations,
  });
}

function minus(whole: Totals, part: Totals): Totals {
  return {
    rows: whole.rows - part.rows,
    debtors: whole.debtors - part.debtors,
    obligations: whole.obligations - part.obligations,
    balance: formatCents(parseCents(whole.balance) - parseCents(part.balance)),
  };
}
