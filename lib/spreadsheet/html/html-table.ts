import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { maxCharacters, maxColumns, maxRows } from "../budgets.ts";
import { Refused } from "../refused.ts";
import type { MergedArea } from "../workbook/merged-grid.ts";

/** The most rows and columns that browsers let a cell span. */
const maxRowSpan = 65_534;
const maxColumnSpan = 1_000;

/** A page's table while it is filled. Its rows count from 1 and are the lines of its grid. */
export class HtmlTable {
  readonly builder = new GridBuilder();
  /** Cells that span several rows. */
  readonly areas: MergedArea[] = [];
  caption = "";
  /** The page ended before the table did. */
  isCut = false;
  readonly hiddenLines: number[] = [];
  line = 0;
  #cells: string[] = [];
  #isInRow = false;
  #column = 0;
  /** By column, the last line that a cell from above spans. */
  readonly #taken: number[] = [];

  openRow(isHidden: boolean): void {
    this.closeRow();
    this.line++;
    this.#isInRow = true;
    if (isHidden) this.hiddenLines.push(this.line);
  }

  closeRow(): void {
    if (this.#isInRow) this.builder.addRow(this.#cells, null, this.line);
    this.#cells = [];
    this.#column = 0;
    this.#isInRow = false;
    if (this.builder.rowCount > maxRows) throw new Refused("too_many_rows", { max: maxRows });
    if (this.builder.characters > maxCharacters) throw new Refused("too_many_characters", { line: this.line });
  }

  /** Puts a cell into the first column that no cell from above spans. */
  addCell(text: string, columnSpan: number, rowSpan: number): void {
    if (!this.#isInRow) this.openRow(false);
    while ((this.#taken[this.#column] ?? 0) >= this.line) this.#column++;
    const [first, last] = [this.#column, this.line + rowSpan - 1];
    if (first + columnSpan > maxColumns) throw new Refused("too_many_columns", { max: maxColumns, line: this.line });
    while (this.#cells.length < first) this.#cells.push("");
    this.#cells.push(text);
    this.#column = first + columnSpan;
    if (rowSpan === 1) return;
    this.areas.push({ column: first, first: this.line, last });
    for (let column = first; column < this.#column; column++) this.#taken[column] = last;
  }
}

/** How many columns a cell spans; at least 1. */
export function columnSpanOf(attributes: Readonly<Record<string, string>>): number {
  return spanOf(attributes.colspan, 1, maxColumnSpan);
}

/** How many rows a cell spans; a rowspan of 0 means all remaining rows. */
export function rowSpanOf(attributes: Readonly<Record<string, string>>): number {
  return attributes.rowspan?.trim() === "0" ? maxRowSpan : spanOf(attributes.rowspan, 1, maxRowSpan);
}

function spanOf(text: string | undefined, least: number, most: number): number {
  const span = Number.parseInt(text ?? "", 10);
  return Number.isNaN(span) ? least : Math.min(Math.max(span, least), most);
}
