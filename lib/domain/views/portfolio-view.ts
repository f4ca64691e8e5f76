import type { Completeness } from "../outcome/completeness.ts";
import type { UploadState } from "../outcome/upload-state.ts";
import type { Load } from "../portfolio/load.ts";
import type { SnapshotState } from "../portfolio/snapshot-state.ts";

/** What a person decides about a portfolio. */
export interface PortfolioSettings {
  readonly name: string;
  readonly creditor: string | null;
  /** ISO weekdays (1 is Monday), ascending; empty: expected on no day. */
  readonly expectedDays: readonly number[];
  /** Minute of the tenant's day, 0 to 1439; null: at no hour. */
  readonly expectedMinute: number | null;
  /** Ids of fields that change every day without news. */
  readonly volatileFields: readonly string[];
  /** Limits of the checks that differ from the defaults, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** Values by field id for fields that the file does not have. */
  readonly defaults: Readonly<Record<string, string>>;
  /** What a close-out writes into an obligation that is gone: the balance 0, and the value of one more field. */
  readonly closeOutBalance: boolean;
  readonly closeOutFieldId: string | null;
  readonly closeOutValue: string | null;
  /** Days after which everything is sent again, changed or not. */
  readonly fullSendDays: number;
}

/** What a whole file has, left-out rows too. */
export interface PortfolioFile {
  readonly debtors: number;
  readonly obligations: number;
  /** A decimal with two places. */
  readonly balance: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Its day by the tenant's clock, if the last load is none of its parts; else null. */
  readonly wholeDay: string | null;
}

/** A confirmed upload of a portfolio that is no retry, correction or close-out. Times are ISO 8601 in UTC. */
export interface PortfolioLoad {
  readonly uploadId: string;
  readonly fileName: string;
  readonly state: UploadState;
  readonly completeness: Completeness;
  readonly load: Load;
  /** It completes a set of which all parts are confirmed. */
  readonly isSet: boolean;
  /** Parts that its set, or the one that it adds to, still waits for. */
  readonly partsMissing: number;
  /** The portfolio's last confirmed file that is whole: this load, its set, or an earlier one; null if there is none. */
  readonly file: PortfolioFile | null;
  /** ISO 4217. */
  readonly currency: string;
  readonly confirmedAt: string;
}

/** A portfolio as lists show it. */
export interface PortfolioView extends PortfolioSettings {
  readonly id: string;
  readonly tenant: { readonly id: string; readonly name: string; readonly timeZone: string };
  /** Since when it is at rest: expected no more, proposed no more. */
  readonly restingSince: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The last load that was confirmed. */
  readonly lastLoad: PortfolioLoad | null;
}

/** The debtors of a snapshot that are in one state. `balance` is a decimal with two places. */
export interface SnapshotGroup {
  readonly debtors: number;
  /** Of these, those of whom nobody knows what the CRM has: the tenant may have moved to another operation. */
  readonly unsure: number;
  readonly obligations: number;
  readonly balance: string;
}

/** What was last accepted of a portfolio, in figures. */
export type SnapshotFigures = Readonly<Record<SnapshotState, SnapshotGroup>>;

/** A portfolio as its own page shows it. Lists do without the snapshot: its figures are counted from its debtors. */
export interface PortfolioPageView extends PortfolioView {
  /** How many loads were confirmed. */
  readonly loads: number;
  readonly snapshot: SnapshotFigures;
}
