import type { Grid, SourceRow } from "#lib/domain/table/table.ts";
import type { ReportColumns } from "./report-columns.ts";
import { parseReportReference, type ReportReference, unseen } from "./report-reference.ts";

/** The last row of a report whose file ends within it, before its reference or in that; -1 where none is. */
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

/** Whether a reference ends within the last of its originals: some cell begins like that and goes on. */
function isEndLost(cells: readonly string[], { originals }: ReportReference): boolean {
  const end = [...originals.values()].at(-1)?.text;
  return end !== undefined && !cells.includes(end) && cells.some((cell) => cell.startsWith(end));
}

/** The reference of a row that was cut, without what it may have lost: whoever drops it has to look at it. */
export function cutReference({ cells }: SourceRow, reference: ReportReference): ReportReference {
  const filled = cells.findLastIndex((cell) => cell.trim() !== "") + 1;
  const shift = filled < cells.length ? { cells: filled, expected: cells.length } : unseen;
  return { ...reference, shift, originals: new Map([...reference.originals].slice(0, -1)) };
}
