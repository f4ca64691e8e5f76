import type { Handler } from "htmlparser2";
import { Refused } from "../refused.ts";
import { columnSpanOf, HtmlTable, rowSpanOf } from "./html-table.ts";

/** Elements whose text is not shown. */
const unseen = new Set(["script", "style", "template", "noscript", "select"]);

/** Elements with line breaks before and after them within a cell. */
const blocks = new Set(["p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "address", "pre"]);

/** The parser's time grows with the square of the depth. Pages with nested tables are some dozens deep. */
const maxDepth = 5_000;

interface OpenCell {
  text: string;
  readonly columnSpan: number;
  readonly rowSpan: number;
}

interface OpenTable {
  readonly table: HtmlTable;
  cell: OpenCell | null;
  isInCaption: boolean;
}

/**
 * Collects the tables from a parser's events. A table inside another's cell is a table of its own and adds
 * nothing to the cell's text.
 */
export class TableCollector implements Partial<Handler> {
  readonly tables: HtmlTable[] = [];
  readonly #open: OpenTable[] = [];
  readonly #finish: (text: string, table: HtmlTable) => string;
  #unseen = 0;
  #depth = 0;

  constructor(finish: (text: string, table: HtmlTable) => string) {
    this.#finish = finish;
  }

  onopentag(name: string, attributes: Record<string, string>): void {
    if (++this.#depth > maxDepth) throw new Refused("corrupt");
    if (unseen.has(name)) this.#unseen++;
    const open = this.#open.at(-1);
    if (name === "table") this.#begin();
    else if (open === undefined) return;
    else if (name === "tr") {
      this.#endCell(open);
      open.table.openRow(isHidden(attributes));
    } else if (name === "td" || name === "th") {
      this.#endCell(open);
      open.cell = { text: "", columnSpan: columnSpanOf(attributes), rowSpan: rowSpanOf(attributes) };
    } else if (name === "caption") open.isInCaption = true;
    else if (open.cell !== null && (name === "br" || blocks.has(name))) open.cell.text += "\n";
  }

  ontext(text: string): void {
    const open = this.#open.at(-1);
    if (open === undefined || this.#unseen > 0) return;
    // Line ends in the page's source are blanks; line breaks of a cell are elements.
    if (open.cell !== null) open.cell.text += text.replace(/[ \t\r\n\f]+/g, " ");
    else if (open.isInCaption) open.table.caption += text;
  }

  onclosetag(name: string, isImplied: boolean): void {
    this.#depth--;
    if (unseen.has(name)) this.#unseen--;
    const open = this.#open.at(-1);
    if (open === undefined) return;
    if (name === "table") {
      this.#endCell(open);
      open.table.closeRow();
      open.table.isCut = isImplied;
      this.#open.pop();
    } else if (name === "td" || name === "th") this.#endCell(open);
    else if (name === "tr") open.table.closeRow();
    else if (name === "caption") open.isInCaption = false;
    else if (open.cell !== null && blocks.has(name)) open.cell.text += "\n";
  }

  #begin(): void {
    const table = new HtmlTable();
    this.tables.push(table);
    this.#open.push({ table, cell: null, isInCaption: false });
  }

  #endCell(open: OpenTable): void {
    const { cell, table } = open;
    if (cell === null) return;
    open.cell = null;
    const text = cell.text
      .replace(/ {2,}/g, " ")
      .replace(/ ?\n[ \n]*/g, "\n")
      .trim();
    table.addCell(this.#finish(text, table), cell.columnSpan, cell.rowSpan);
  }
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return attributes.hidden !== undefined || /display\s*:\s*none/i.test(attributes.style ?? "");
}
