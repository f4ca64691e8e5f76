import type { Grid, SourceRow } from "#lib/domain/table/table.ts";
import type { ReportColumns } from "./report-columns.ts";
import { parseReportReference, type ReportReference, unseen } from "./report-reference.ts";

/**
 * The last row of a report, if the file ends inside it, before or within its reference; -1 if not.
 * `openLine`: the line that has no line end, null if all have one.
 */
export function findCutRow(grid: Grid, { headerRow, added }: ReportColumns, openLine: number | null): number {
  const last = grid.rowCount - 1;
  if (openLine === null || last <= headerRow || grid.line(last) !== openLine) return -1;
  const { cells } = grid.sourceRow(last);
  const reference = cells[added.get("reference") ?? -1] ?? "";
  const isShort = cells.length < grid.sourceRow(headerRow).cells.length;
  const parsed = parseReportReference(reference);
  const isCut = parsed === null ? isShort || reference.trim() !== "" : isEndLost(cells, parsed);
  return isCut ? last : -1;
}

/** Whether a reference ends inside its last original: a cell of the row begins with that text and is longer. */
function isEndLost(cells: readonly string[], { originals }: ReportReference): boolean {
  const end = [...originals.values()].at(-1)?.text;
  return end !== undefined && !cells.includes(end) && cells.some((cell) => cell.startsWith(end));
}

/**
 * The reference of a cut row without the original that may be incomplete. Its shift leaves the row out until
 * somebody has looked at it.
 */
export function cutReference({ cells }: SourceRow, reference: ReportReference): ReportReference {
  const filled = cells.findLastIndex((cell) => cell.trim() !== "") + 1;
  const shift = filled < cells.length ? { cells: filled, expected: cells.length } : unseen;
  return { ...reference, shift, originals: new Map([...reference.originals].slice(0, -1)) };
}
