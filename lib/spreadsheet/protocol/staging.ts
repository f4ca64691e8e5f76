import type { CellEdit, Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ControlTotals } from "#lib/domain/portfolio/debtor.ts";

/** Some original rows as the server takes them: gzip of one JSON line `[line, cells, kinds]` per row. */
export interface StagingChunk {
  readonly sequence: number;
  readonly firstRow: number;
  readonly rowCount: number;
  readonly body: ArrayBuffer;
  /** SHA-256 of the bytes of `body`, hex. */
  readonly sha256: string;
}

export interface StagingPlan {
  readonly rowCount: number;
  readonly chunkCount: number;
  readonly edits: readonly CellEdit[];
  readonly totals: ControlTotals;
  /** The mapping the totals were derived with: it names the day that was found in the file. */
  readonly mapping: Mapping;
  /** Of a corrected report: what is known of the earlier clients, and whether incomplete ones go. */
  readonly correction: { readonly stamp: string; readonly sendsFewer: boolean } | null;
}

/** Rows in a chunk. 5,000 rows of 16 columns are about 150 KB compressed, so a broken connection costs little. */
export const rowsPerChunk = 5_000;
