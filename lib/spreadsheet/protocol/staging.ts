import type { CorrectionChoices, LineOfRow, RenamedRow, RenumberedRow } from "#lib/domain/correction/correction.ts";
import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { StagingList } from "#lib/domain/staging/list-item.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";

/** Some original rows in the form the server reads: gzip of one JSON line `[line, cells, kinds]` per row. */
export interface StagingChunk {
  readonly sequence: number;
  readonly firstRow: number;
  readonly rowCount: number;
  readonly body: ArrayBuffer;
  /** SHA-256 of the bytes of `body`, in hex. */
  readonly sha256: string;
}

/** Some items of a list that is sent beside the rows: gzip of one JSON line per item. */
export interface PackedPart {
  readonly list: StagingList;
  readonly sequence: number;
  readonly items: number;
  readonly body: ArrayBuffer;
  /** SHA-256 of the bytes of `body`, in hex. */
  readonly sha256: string;
}

export interface StagingPlan {
  /** Rows of data, without those set aside. */
  readonly rowCount: number;
  readonly chunkCount: number;
  readonly setAside: readonly SetAsideRow[];
  readonly edits: readonly CellEdit[];
  readonly totals: ControlTotals;
  /** The mapping behind the totals; it includes the cut-off day found in the file. */
  readonly mapping: Mapping;
  /** `heldStamp` of the held people that the page left out. */
  readonly heldStamp: string;
  /** Null if the file is not a corrected report. */
  readonly correction: PlannedCorrection | null;
}

/**
 * What the page knew about the earlier debtors, and what its user decided. `renumbered`: cells whose number
 * is not the report's and that nobody has typed over.
 */
export interface PlannedCorrection extends CorrectionChoices {
  readonly stamp: string;
  readonly renumbered: readonly RenumberedRow[];
  readonly renamed: readonly RenamedRow[];
  /** Rows that somebody added to the report. */
  readonly added: readonly number[];
  /** Rows that the upload left out and that no identification leads to, with their lines there. */
  readonly lines: readonly LineOfRow[];
}

/** Rows in a chunk. 5,000 rows of 16 columns are about 150 KB compressed, so a broken connection costs little. */
export const rowsPerChunk = 5_000;
