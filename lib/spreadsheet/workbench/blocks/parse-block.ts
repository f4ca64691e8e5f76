import Papa from "papaparse";
import { storable } from "#lib/domain/table/storable-text.ts";

const noQuotes = "\0";

/**
 * The cells of a copied block. Texts stay as they are, numbers too. A quote at a cell's beginning that no
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
  return data.map((cells) => cells.map(storable));
}

function parsed(text: string, quoteChar: string): Papa.ParseResult<string[]> {
  const newline = /\r\n|\r|\n/.exec(text)?.[0] as "\r\n" | "\r" | "\n" | undefined;
  return Papa.parse<string[]>(text, { delimiter: "\t", quoteChar, newline: newline ?? "\n" });
}
