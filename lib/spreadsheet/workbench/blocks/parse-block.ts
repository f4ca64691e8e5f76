import Papa from "papaparse";
import { storable } from "#lib/domain/table/storable-text.ts";
import { unguarded } from "../../report/formula-guard.ts";

const noQuotes = "\0";

/**
 * The cells of a copied block. Texts stay as they are, numbers too; only the apostrophe of `copyRange` before a formula
 * goes. A quote at a cell's beginning that no
 * quote ends, as in `"El Sol" S.A.`, is part of its text. Rows may differ in length; there is at least one
 * cell.
 */
export function parseBlock(text: string): string[][] {
  const quoted = parsed(text, '"');
  const { data } = quoted.errors.length === 0 ? quoted : parsed(text, noQuotes);
  const last = data.at(-1);
  // A block ends with a line break, which is no further row.
  if (data.length > 1 && last?.length === 1 && last[0] === "") data.pop();
  if (data.length === 0) return [[""]];
  return data.map((cells) => cells.map((cell) => unguarded(storable(cell))));
}

function parsed(text: string, quoteChar: string): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(text, { delimiter: "\t", quoteChar, newline: newlineOf(text) });
}

/** A break within a cell may be another one than between rows, with which a block ends if Excel wrote it. */
function newlineOf(text: string): "\r\n" | "\n" | "\r" {
  if (text.endsWith("\r\n")) return "\r\n";
  if (text.endsWith("\n")) return "\n";
  if (text.endsWith("\r")) return "\r";
  return text.includes("\r\n") ? "\r\n" : "\n";
}
