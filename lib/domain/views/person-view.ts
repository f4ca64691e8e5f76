/** One upload in which a person stands. */
export interface PersonUploadView {
  readonly uploadId: string;
  readonly fileName: string;
  readonly portfolio: string | null;
  /** ISO 8601. */
  readonly loadedAt: string;
  readonly confirmedAt: string | null;
  /** Where it was sent; null if it never was. */
  readonly operation: string | null;
  readonly server: string | null;
}

/** A debtor of an upload, with what is still stored of it. */
export interface PersonRecordView extends PersonUploadView {
  readonly identification: string;
  readonly lines: readonly number[];
  readonly obligations: number;
  readonly balance: string;
  readonly outcome: string;
  readonly evidence: string | null;
  readonly reason: string | null;
  readonly crmText: string | null;
  readonly settledAt: string | null;
  readonly statedBy: string | null;
  readonly note: string | null;
  /** What was sent, or would have been. */
  readonly sent: unknown;
  /** The rows of the file. */
  readonly rows: unknown;
}

/** Everything that a tenant knows of one person. */
export interface PersonExport {
  readonly identification: string;
  readonly exportedAt: string;
  readonly holds: readonly {
    readonly why: string;
    readonly note: string;
    readonly since: string;
    readonly until: string | null;
  }[];
  /** What was last accepted, by portfolio. */
  readonly accepted: readonly {
    readonly portfolio: string;
    readonly state: string;
    readonly obligations: number;
    readonly balance: string;
    readonly data: unknown;
  }[];
  readonly records: readonly PersonRecordView[];
  readonly leftOut: readonly (PersonUploadView & {
    readonly identification: string;
    readonly line: number;
    readonly row: unknown;
    readonly issues: unknown;
  })[];
  readonly changes: readonly (PersonUploadView & { readonly change: string; readonly changes: unknown })[];
}

/** What erasing a person would touch, and what stands in the way. */
export interface ErasurePlan {
  readonly identification: string;
  /** Of the tenant: by it the number is read. */
  readonly country: string;
  readonly records: number;
  readonly leftOutRows: number;
  readonly snapshots: number;
  readonly comparisons: number;
  readonly holds: number;
  readonly uploads: number;
  /** Uploads that have to end first, with the person still to be sent or in doubt. */
  readonly underWay: readonly { readonly id: string; readonly fileName: string }[];
}
