import type { CellEdit, Mapping } from "#lib/domain/mapping/mapping.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import type { ReviewSummary, RowFilter } from "#lib/spreadsheet/workbench-protocol.ts";
import type { AskWindow } from "./row-windows.ts";

/** What reviewing asks of the workbench. */
export interface ReviewSource {
  readonly window: AskWindow;
  nextIssue(input: {
    after: number;
    filter: RowFilter;
    direction: "next" | "previous";
  }): Promise<{ row: number; position: number } | null>;
  edit(edits: readonly CellEdit[]): Promise<ReviewSummary>;
  /** Derives everything again under another mapping. */
  apply(mapping: Mapping): Promise<ReviewSummary>;
  fixGroup(group: {
    code: IssueCode;
    column: number | null;
  }): Promise<{ summary: ReviewSummary; before: readonly CellEdit[] }>;
}
