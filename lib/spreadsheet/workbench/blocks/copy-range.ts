import type { CopiedRange } from "../../protocol/blocks.ts";
import { guarded } from "../../report/formula-guard.ts";
import type { EditedRows } from "../../review/edited-rows.ts";
import type { Sliced } from "../../sliced.ts";

/** Above this many cells no table is made: it takes ten times the text's memory. */
const maxTableCells = 100_000;

/** Cells between two pauses: some 5 ms. */
const cellsAtOnce = 20_000;

/**
 * The cells' current texts. `rows` in the order of the table. What a spreadsheet would run as a formula gets an
 * apostrophe, as in reports; pasted here again, it loses it (`parseBlock`).
 */
export function* copyRange(
  edited: EditedRows,
  rows: ArrayLike<number>,
  columns: readonly number[],
): Sliced<CopiedRange> {
  const isTable = rows.length * columns.length <= maxTableCells;
  const lines: string[] = [];
  const tableRows: string[] = [];
  const rowsAtOnce = Math.ceil(cellsAtOnce / Math.max(1, columns.length));
  for (let at = 0; at < rows.length; at++) {
    const cells = columns.map((column) => guarded(edited.text(rows[at] ?? 0, column)));
    lines.push(cells.map(quoted).join("\t"));
    if (isTable) tableRows.push(`<tr>${cells.map(tableCell).join("")}</tr>`);
    if (at % rowsAtOnce === rowsAtOnce - 1) yield at / rows.length;
  }
  // As Excel does it: a block ends with a line break, else one that ends with a blank line would lose it.
  const isOne = rows.length === 1 && columns.length === 1;
  return {
    text: isOne ? (lines[0] ?? "") : `${lines.join("\r\n")}\r\n`,
    html: isTable ? `<table>${tableRows.join("")}</table>` : null,
  };
}

/** Excel quotes what would break the block; a quote at the beginning would look like one. */
function quoted(text: string): string {
  return /^"|[\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a spreadsheet would make another value of: leading zeros, long numbers, signs. */
const damagedAsNumber = /^(?:0\d|\d{12,}|[+-]|'+[=+\-@])/;

function tableCell(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/\r\n|\r|\n/g, '<br style="mso-data-placement:same-cell">');
  return damagedAsNumber.test(text) ? `<td style="mso-number-format:'\\@'">${escaped}</td>` : `<td>${escaped}</td>`;
}
