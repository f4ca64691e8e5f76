import type { Totals } from "../debtors/debtor.ts";
import { sumOf } from "../outcome/control-sums.ts";
import { keptKinds, outcomes } from "../outcome/outcome.ts";
import type { FieldCounts, GroupTotals, LoadDays, UploadView } from "../views/upload-view.ts";
import type { DeclaredTotals } from "./declared/declared-schema.ts";
import type { ComparedFigure, EditedCells } from "./declared/declared-totals.ts";
import type { Load } from "./load.ts";
import type { LoadClock } from "./working-days.ts";

/** Left-out rows by the first reason of their debtor; each row and each debtor stands under one reason. */
export interface LeftOutSum extends Totals {
  /** A code of issues; `other` for one that no longer exists. */
  readonly code: string;
  /** The header of the column at fault; null for none. */
  readonly header: string | null;
}

export interface ReasonSum extends GroupTotals {
  /** A code of `reasons.*`; null if none is known. */
  readonly reason: string | null;
  /** What the CRM said of all of them, without what it said of each; null if that is nothing or may name one. */
  readonly said: string | null;
}

/** Debtors whose calls went to an operation at a server. */
export interface SentSum extends GroupTotals {
  readonly operation: string;
  readonly server: string;
}

/** What a bank gets about its file once the load is over. Figures only: identifications are in the reports. */
export interface Receipt {
  readonly uploadId: string;
  readonly tenant: { readonly name: string; readonly operation: string; readonly server: string };
  readonly portfolio: { readonly name: string; readonly creditor: string | null } | null;
  readonly load: Load;
  readonly retryOfId: string | null;
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string };
  /** Its own, that of the upload which it sends some of again, or none: a close-out has only a name. */
  readonly fileIs: "own" | "retried" | "none";
  /** ISO date that days in arrears were compared with; null for none. */
  readonly cutOff: string | null;
  /** null: no balance is loaded, and the sums are not 0 but none. */
  readonly currency: string | null;
  readonly declared: DeclaredTotals | null;
  readonly compared: readonly ComparedFigure[];
  readonly declaredReason: string | null;
  /** Cells that a person changed before loading: `read` counts what they say now. Null for none. */
  readonly edited: EditedCells | null;
  /** Values of earlier loads that are sent because the file has none. Null for none. */
  readonly keptValues: FieldCounts | null;
  /** Debtors whose empty cells got a placeholder. Null for none. */
  readonly filledValues: FieldCounts | null;
  readonly read: Totals;
  readonly setAsideRows: number;
  readonly leftOut: Totals;
  readonly leftOutReasons: readonly LeftOutSum[];
  /** Of `leftOut`: rows that the load corrected by this one counts already, and repetitions of debtors that are sent. */
  readonly leftOutEarlier: Totals | null;
  readonly leftOutRepeated: Totals | null;
  readonly staged: Totals;
  readonly groups: UploadView["groups"];
  /** Of those accepted: whom the CRM has in another operation, or at another server, than the load was confirmed for. */
  readonly acceptedElsewhere: readonly SentSum[];
  /** Of those accepted: how many may be twice in the CRM. */
  readonly acceptedTwice: number;
  /** Of which loads the CRM has the volatile fields of `groups.volatile`; null for nobody. */
  readonly volatileOf: LoadDays | null;
  readonly rejectedReasons: readonly ReasonSum[];
  readonly notSentReasons: readonly ReasonSum[];
  /** Debtors accepted since, in retries and corrections, as accepted there: those that had been sent here, and those left out. */
  readonly acceptedLater: {
    readonly sent: GroupTotals;
    readonly leftOut: Totals;
    /** Of both: whom the CRM has elsewhere than the load was confirmed for, as in `acceptedElsewhere`. */
    readonly elsewhere: readonly SentSum[];
  } | null;
  /** The working days from the receipt of the file, for a retry or correction that of its first upload; null for a close-out, for which no file was received. */
  readonly clock: LoadClock | null;
  /** Of those who were not accepted: who is on the hold list now, and whom a load confirmed later carries. Nobody of them is missing. */
  readonly apart: { readonly held: number; readonly later: number };
  readonly loadedBy: string;
  readonly loadedAt: string;
  /** null if nobody knows any more. */
  readonly confirmedBy: string | null;
  readonly confirmedAt: string;
  readonly finishedAt: string | null;
  /** Who cancelled it (null if nobody knows) and when; null: nobody did. */
  readonly cancelled: { readonly by: string | null; readonly at: string } | null;
  /**
   * When a figure last changed: debtors may still settle after the load is over, here and in retries and corrections.
   * ISO, in UTC like the times above.
   */
  readonly figuresAt: string;
}

export const receiptParts = [
  "declared",
  "read",
  "set_aside",
  "left_out",
  "staged",
  ...keptKinds,
  "pending",
  ...outcomes,
  "later",
] as const;
export type ReceiptPart = (typeof receiptParts)[number];

/** One line of a receipt; null where a part has no such figure. */
export interface ReceiptLine {
  readonly part: ReceiptPart;
  /** Under a part: a reason of it. */
  readonly reason:
    | { readonly of: "left_out"; readonly code: string; readonly header: string | null }
    | { readonly of: "rejected" | "not_sent"; readonly code: string | null; readonly said: string | null }
    | { readonly of: "earlier" | "repeated" | "twice" }
    | { readonly of: "elsewhere"; readonly operation: string; readonly server: string }
    | null;
  readonly rows: number | null;
  readonly debtors: number | null;
  readonly obligations: number | null;
  readonly balance: string | null;
}

/** A receipt line by line, in the order in which it adds up. Parts without anybody are left away, but for outcomes. */
export function receiptLines(receipt: Receipt): ReceiptLine[] {
  const line = (part: ReceiptPart, figures: Partial<Totals>, reason: ReceiptLine["reason"] = null): ReceiptLine => {
    const { rows = null, debtors = null, obligations = null, balance = null } = figures;
    return { part, reason, rows, debtors, obligations, balance };
  };
  const elsewhere = (part: ReceiptPart, { operation, server, ...sum }: SentSum): ReceiptLine =>
    line(part, sum, { of: "elsewhere", operation, server });
  const reasonsOf = { rejected: receipt.rejectedReasons, not_sent: receipt.notSentReasons };
  const { declared, groups, leftOut, leftOutEarlier, leftOutRepeated, acceptedLater } = receipt;
  const { rows, debtors, obligations, balance } = declared ?? {};
  const said = {
    ...(rows === undefined ? {} : { rows }),
    ...(debtors === undefined ? {} : { debtors }),
    ...(obligations === undefined ? {} : { obligations }),
    ...(balance === undefined ? {} : { balance }),
  };
  return [
    ...(Object.keys(said).length === 0 ? [] : [line("declared", said)]),
    line("read", receipt.read),
    ...(receipt.setAsideRows === 0 ? [] : [line("set_aside", { rows: receipt.setAsideRows })]),
    line("left_out", leftOut),
    ...receipt.leftOutReasons.map(({ code, header, ...sum }) =>
      line("left_out", sum, { of: "left_out", code, header }),
    ),
    ...(leftOutEarlier === null ? [] : [line("left_out", leftOutEarlier, { of: "earlier" })]),
    ...(leftOutRepeated === null ? [] : [line("left_out", leftOutRepeated, { of: "repeated" })]),
    line("staged", receipt.staged),
    ...keptKinds.flatMap((kind) => (groups[kind].debtors === 0 ? [] : [line(kind, groups[kind])])),
    ...(groups.pending.debtors === 0 ? [] : [line("pending", groups.pending)]),
    ...outcomes.flatMap((outcome) => [
      line(outcome, groups[outcome]),
      ...(outcome === "rejected" || outcome === "not_sent"
        ? reasonsOf[outcome].map(({ reason, said, ...sum }) => line(outcome, sum, { of: outcome, code: reason, said }))
        : []),
      ...(outcome === "accepted" && receipt.acceptedTwice > 0
        ? [line(outcome, { debtors: receipt.acceptedTwice }, { of: "twice" })]
        : []),
      ...(outcome === "accepted" ? receipt.acceptedElsewhere.map((sum) => elsewhere(outcome, sum)) : []),
    ]),
    ...(acceptedLater === null
      ? []
      : [
          line("later", sumOf([acceptedLater.sent, acceptedLater.leftOut])),
          ...acceptedLater.elsewhere.map((sum) => elsewhere("later", sum)),
        ]),
  ];
}
