import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { ReadingSettings } from "../protocol/reading.ts";
import { CellChanges } from "../review/cell-changes.ts";
import { type DecidedPart, type Decision, decisionOf } from "../review/decision.ts";
import type { EditedRows } from "../review/edited-rows.ts";

/** A corrected cell by the line of its row, with its new text and the file's own. */
export type KeptCell = readonly [line: number, column: number, text: string, original: string];

/** `base`: all corrections there are, in place of those before. Else what one action of the user wrote. */
export type CellsKind = "base" | "deed" | "undo" | "redo";

/** A record of the workbench's journal. */
export interface CellsRecord {
  readonly kind: CellsKind;
  readonly cells: readonly KeptCell[];
  /** Of a base: the rows that are read as data although they look like titles, totals or notes. */
  readonly takenIn?: ReadingSettings["takenIn"];
  /** What the action decided. The mapping that counts is kept by the page. */
  readonly decided?: readonly DecidedPart[];
  /** Of an undo or redo: the steps dropped on the way to it. */
  readonly passed?: number;
  /** The next record belongs to the same action. */
  readonly isMore?: true;
}

export interface RestoredCells {
  readonly kept: number;
  /** Corrections whose cell is gone or has another text now. */
  readonly dropped: number;
}

/** So many cells are written in some milliseconds. */
const cellsARecord = 10_000;

/** An action as records, each short enough to be written between two questions. At least one. */
export function* cellsRecords(
  kind: CellsKind,
  changes: CellChanges,
  rows: EditedRows,
  more: Pick<CellsRecord, "takenIn" | "decided" | "passed"> = {},
): Generator<CellsRecord> {
  const { table } = rows;
  const cellOf = ({ row, column, text }: CellEdit): KeptCell => [
    table.line(row),
    column,
    text,
    table.cell(row, column),
  ];
  for (let at = 0; at === 0 || at < changes.count; at += cellsARecord) {
    const cells = changes.edits(kind === "undo" ? "before" : "after", at, at + cellsARecord, rows).map(cellOf);
    const isMore = at + cellsARecord < changes.count;
    yield { kind, cells, ...more, ...(isMore ? { isMore } : {}) };
  }
}

/** The actions since the last base, that base first. An action that was not written to its end is none. */
export function keptActions(records: readonly CellsRecord[]): CellsRecord[] {
  let actions: CellsRecord[] = [];
  let parts: (readonly KeptCell[])[] = [];
  for (const { isMore, ...record } of records) {
    parts.push(record.cells);
    if (isMore === true) continue;
    const action = { ...record, cells: parts.flat() };
    parts = [];
    if (action.kind === "base") actions = [action];
    else actions.push(action);
  }
  return actions;
}

/** An action that was done again, for undo and redo. */
export interface ReplayedStep {
  readonly changes: CellChanges;
  readonly decision: Decision | null;
}

/** Corrections that were made again, and what undo and redo change of them. */
export interface Replayed extends RestoredCells {
  readonly done: readonly ReplayedStep[];
  readonly undone: readonly ReplayedStep[];
}

/**
 * Does the actions again, so that they can be undone as before; a base cannot. A correction is placed only if its
 * line still is a row and the file's own text there is the same.
 */
export function replayCells(actions: readonly CellsRecord[], rows: EditedRows): Replayed {
  const place = cellPlacer(actions, rows);
  const lost = new Map<string, boolean>();
  const done: ReplayedStep[] = [];
  const undone: ReplayedStep[] = [];
  for (const { kind, cells, decided, passed = 0 } of actions) {
    const edits: CellEdit[] = [];
    for (const cell of cells) {
      const edit = place(cell);
      if (edit !== null) edits.push(edit);
      else lost.set(`${cell[0]}:${cell[1]}`, cell[2] !== cell[3]);
    }
    const decision = decided === undefined ? null : decisionOf(decided);
    if (kind === "deed") undone.length = 0;
    const from = kind === "undo" ? done : undone;
    from.length = Math.max(0, from.length - passed);
    if (edits.length === 0 && decision === null) continue;
    if (kind === "deed") done.push({ changes: CellChanges.of(edits, rows), decision });
    else if (kind === "redo") done.push(undone.pop() ?? { changes: CellChanges.of(edits, rows), decision });
    // A step of before the base is made of its record, so that it is not taken for one of after it.
    const isOlder = kind === "undo" && done.length === 0;
    const before = isOlder ? edits.map(({ row, column }) => ({ row, column, text: rows.text(row, column) })) : [];
    for (const edit of edits) rows.write(edit);
    if (kind === "undo") undone.push(done.pop() ?? { changes: CellChanges.of(before, rows), decision });
  }
  return { kept: rows.count, dropped: [...lost.values()].filter(Boolean).length, done, undone };
}

function cellPlacer(actions: readonly CellsRecord[], { table }: EditedRows): (cell: KeptCell) => CellEdit | null {
  const rowOfLine = new Map<number, number>(actions.flatMap(({ cells }) => cells.map(([line]) => [line, -1])));
  for (let row = 0; row < table.rowCount && rowOfLine.size > 0; row++) {
    const line = table.line(row);
    if (rowOfLine.has(line)) rowOfLine.set(line, row);
  }
  return ([line, column, text, original]) => {
    const row = rowOfLine.get(line) ?? -1;
    const isSame = row >= 0 && column < table.columnCount && table.cell(row, column) === original;
    return isSame ? { row, column, text } : null;
  };
}
