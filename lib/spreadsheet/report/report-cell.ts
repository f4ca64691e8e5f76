import type { ColumnContent } from "#lib/domain/mapping/columns/column-contents.ts";
import type { CellKind } from "#lib/domain/table/table.ts";

/** One cell of a report, as it stood in its file; `text` as a SourceRow has it. */
export interface ReportCell {
  readonly text: string;
  readonly kind: CellKind;
  readonly holds: ColumnContent;
  /** The cell the row failed for. */
  readonly isAtFault: boolean;
}

/** What a report writer writes: a head and rows, whatever they are about. */
export interface ReportTable {
  readonly headers: readonly string[];
  readonly rows: AsyncIterable<readonly ReportCell[]>;
}

/** Whether its text is to come back as it is written: a number of somebody, or words. */
export function isWritten({ holds }: ReportCell): boolean {
  return holds === "number" || holds === "word";
}
