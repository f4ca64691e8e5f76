import { columnName, type WorkbookCell, type WorkbookSheet } from "#tests/support/bad-files/xlsx-file.ts";
import type { Draft, DraftCell, DraftLine, DraftMerge, DraftSheet } from "../sheet/draft.ts";
import type { Shape } from "../sheet/shape.ts";
import { spell } from "../sheet/spell.ts";

/** All sheets of a draft, including the portfolio's. */
export function workbookSheets(draft: Draft): WorkbookSheet[] {
  const { shape, lines, hiddenColumns } = draft;
  const main: WorkbookSheet = {
    name: "Cartera",
    merges: draft.merges.flatMap((merge) => rangeOf(merge, draft) ?? []),
    hiddenRows: lines.flatMap((line, row) => (line.isHidden === true ? [row] : [])),
    hiddenColumns: [...hiddenColumns],
    rows: rowsOf(lines, shape),
  };
  const other = ({ name, isHidden, lines: own }: DraftSheet): WorkbookSheet => ({
    name,
    isHidden,
    rows: rowsOf(own, shape),
  });
  return [...draft.before.map(other), main, ...draft.after.map(other)];
}

/** A merged area shrinks with its lines, as in a spreadsheet program; null if one cell or none is left. */
function rangeOf({ column, lines: merged }: DraftMerge, { columns, lines }: Draft): string | null {
  const rows = merged.flatMap((line) => (lines.includes(line) ? [lines.indexOf(line) + 1] : []));
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  if (rows.length === 0) return null;
  if (column === "across") return `A${first}:H${last}`;
  const name = columnName(columns.indexOf(column));
  return first === last ? null : `${name}${first}:${name}${last}`;
}

function rowsOf(lines: readonly DraftLine[], shape: Shape): WorkbookCell[][] {
  return lines.map(({ cells }) => cells.map((cell) => workbookCell(cell, shape)));
}

function workbookCell(cell: DraftCell, shape: Shape): WorkbookCell {
  switch (cell.is) {
    case "blank":
      return null;
    case "money":
      return shape.hasNumbers ? { n: cell.cents / 100, f: "#,##0.00" } : spell(cell, shape);
    case "date":
      return shape.hasDates ? { d: cell.iso } : spell(cell, shape);
    case "number":
      if (!shape.hasNumbers) return spell(cell, shape);
      return cell.format === undefined ? cell.value : { n: cell.value, f: cell.format };
    case "error":
      return { e: cell.text };
    case "formula":
      return { formula: cell.formula };
    case "text":
      return cell.text;
  }
}
