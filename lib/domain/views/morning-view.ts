import type { Completeness } from "../outcome/completeness.ts";
import type { UploadState } from "../outcome/upload-state.ts";
import type { Health } from "../portfolio/morning/health.ts";

/** `worst`: by health, then by hour. */
export const morningOrders = ["worst", "name", "hour"] as const;
export type MorningOrder = (typeof morningOrders)[number];

/** How a person left the page. */
export interface MorningArrangement {
  /** Null: all of the person's tenants. */
  readonly tenantId: string | null;
  readonly order: MorningOrder;
}

/** One of a portfolio's last loads. */
export interface MorningLoad {
  /** The tenant's day on which it was begun, "2026-11-27". */
  readonly day: string;
  readonly state: UploadState;
  /** Without the held debtors. */
  readonly completeness: Completeness;
  /**
   * acceptedShareOf in hundredths, of the debtors that it had to send: left-out and held ones were not, and are told beside it.
   * Null: nothing of it was sent.
   */
  readonly acceptedShare: number | null;
  /** Rows that were left out and have not been sent since, without those of held debtors. */
  readonly leftOutRows: number;
  /** Debtors that are not in the CRM because they are held today. */
  readonly held: number;
}

/** The balance of a portfolio's last confirmed file that was whole (not that of its snapshot), and how far it is from the one before. */
export interface MorningBalance {
  /** A decimal with two places. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  /** 0.012 for 1.2 % more; null for the first load, and after one without a balance. */
  readonly change: number | null;
  /** The day of that file, if parts or additions came after it, which the amount is without; else null. */
  readonly wholeDay: string | null;
}

/** One portfolio this morning. Times are ISO 8601 in UTC. */
export interface MorningLine {
  readonly portfolio: { readonly id: string; readonly name: string; readonly creditor: string | null };
  readonly tenant: { readonly id: string; readonly name: string };
  readonly health: Health;
  /** When the load is expected: the one that is late, else the one still ahead today, else null. */
  readonly expectedAt: string | null;
  /** The tenant's clock, by which it is expected. */
  readonly timeZone: string;
  /** The last five at most, oldest first. */
  readonly loads: readonly MorningLoad[];
  readonly balance: MorningBalance | null;
  /** What the word is about; null: a file that is not here. */
  readonly uploadId: string | null;
  /** How many others wait for their confirmation: loads, retries, corrections and close-outs. */
  readonly waiting: number;
  /**
   * Debtors it concerns: to be confirmed, still to be sent (of an upload that sends nobody: by others of the portfolio that
   * are in line), or not in the CRM though nobody holds them.
   */
  readonly debtors: number;
  /** Where what stopped sends nobody: debtors of the last load, if it is over, that are not in the CRM though nobody holds them. */
  readonly notIn: number;
  /** Debtors of that upload that are not in the CRM because they are held today; while it is not over, who is not sent for that. */
  readonly held: number;
  /** A correction of what did not get in is offered (`planCorrection`). */
  readonly isCorrectable: boolean;
  /** Parts of the last load, or of the one that it adds to, that are not here yet. */
  readonly partsMissing: number;
  /** The load that waits runs out of the law's working days, or has: the last ISO day, and how many are left. */
  readonly runsOut?: { readonly due: string; readonly days: number };
}

/** The portfolios of a person's tenants. */
export interface MorningView {
  readonly lines: readonly MorningLine[];
  /** Portfolios by health, over all lines. */
  readonly counts: Readonly<Record<Health, number>>;
  /** Tenants that have portfolios, by name, whatever the filter. */
  readonly tenants: readonly { readonly id: string; readonly name: string }[];
  readonly arrangement: MorningArrangement;
  /** The server's time of all this. */
  readonly at: string;
}
