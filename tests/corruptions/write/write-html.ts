import { xml } from "#tests/support/bad-files/xlsx-file.ts";
import type { Draft, DraftLine } from "../sheet/draft.ts";
import { spell } from "../sheet/spell.ts";

/** A table as old systems "export to Excel": an HTML page whose name ends in .xls. */
export function htmlText(draft: Draft): string {
  const rows = draft.lines.map((line) => htmlRow(line, draft));
  return `<html><head><meta charset="utf-8"></head><body><table border="1">\n${rows.join("\n")}\n</table></body></html>\n`;
}

function htmlRow({ cells, isHidden }: DraftLine, draft: Draft): string {
  const inside = cells.map(
    (cell) => `<td>${cell.is === "text" ? escaped(cell.text) : xml(spell(cell, draft.shape))}</td>`,
  );
  return `<tr${isHidden === true ? ' style="display:none"' : ""}>${inside.join("")}</tr>`;
}

/** Escapes the text but keeps entities that an operator wrote. */
function escaped(text: string): string {
  return xml(text).replace(/&amp;(#?\w+;)/g, "&$1");
}
