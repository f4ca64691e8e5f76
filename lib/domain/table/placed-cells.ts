import type { CellKind, ColumnPlace } from "./table.ts";

/** So few that the letters that are read stay in the nearest cache. */
const most = 256;

/**
 * Some cells of a column, as `PlacedRow` has those of a row: code that only looks at a column uses one of these
 * for all of it. Valid until others are placed.
 */
export class PlacedCells implements ColumnPlace {
  text = "";
  count = 0;
  readonly starts = new Uint32Array(most);
  readonly ends = new Uint32Array(most);
  readonly firsts = new Uint16Array(most);
  readonly lasts = new Uint16Array(most);
  readonly kinds: CellKind[] = new Array<CellKind>(most).fill("text");

  /** Places one cell, which is the text from `start` to `end`. */
  placeOne(text: string, kind: CellKind, start = 0, end = text.length): void {
    this.text = text;
    this.count = 1;
    this.starts[0] = start;
    this.ends[0] = end;
    this.firsts[0] = text.charCodeAt(start);
    this.lasts[0] = text.charCodeAt(end - 1);
    this.kinds[0] = kind;
  }
}
