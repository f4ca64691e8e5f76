"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { RowsMoved } from "#lib/domain/table/rows-moved.ts";
import type {
  CellRange,
  ChangedCells,
  CopiedRange,
  PasteInput,
  RangeFigures,
} from "#lib/spreadsheet/protocol/blocks.ts";
import type { Change } from "#lib/spreadsheet/protocol/cures.ts";
import type { ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import type { ReviewRow, ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import type { BlockSource } from "./blocks/block-source.ts";
import { type Decision, decide } from "./group-policies.ts";
import type { ReplaceInput, ReviewSource } from "./review-source.ts";
import { UndoToast } from "./undo-toast.ts";

/** A range with the version of the rows in which it was selected. */
export interface SeenRange extends CellRange {
  readonly version: number;
}

export interface ReviewEdits {
  /** Counts the changes: what was fetched under another number is stale. */
  readonly version: number;
  readonly isBusy: boolean;
  /** A share from 0 to 1 of a long change; null for a quick one. */
  readonly progress: number | null;
  /** Whether `stop` stops the change that runs. */
  readonly canStop: boolean;
  write(row: ReviewRow, column: number, text: string): void;
  /** Corrects cells and decides, as one step. */
  change(changeOf: (mapping: Mapping) => Change): void;
  replace(input: ReplaceInput, onReplaced: (done: { replaced: number; tooLong: number }) => void): void;
  decide(decision: Decision): void;
  takeIn(takenIn: ReadingSettings["takenIn"]): void;
  undo(): void;
  redo(): void;
  /** Tells in a toast what was changed, with a button that undoes it. For the callback of a change. */
  tellChange(message: string, undoLabel: string): void;
  /** Stops the change that runs; everything is then as it was before it. */
  stop(): void;
  /** Copies a range once all changes before are made. Rejects if it is stopped. */
  copy(range: SeenRange): Promise<CopiedRange>;
  measure(range: CellRange, signal: AbortSignal): Promise<RangeFigures>;
  paste(
    input: PasteInput & { range: SeenRange },
    onPasted: (done: Awaited<ReturnType<BlockSource["paste"]>>) => void,
  ): void;
  fillDown(range: SeenRange, onFilled: (done: ChangedCells) => void): void;
  clear(range: SeenRange, onCleared: (done: ChangedCells) => void): void;
}

/**
 * Changes cells and decisions; the workbench keeps the history for undo. Changes run one after another, because each builds
 * on the state that the one before left.
 */
export function useReviewEdits(input: {
  source: ReviewSource;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
  onTakenIn: (takenIn: ReadingSettings["takenIn"]) => void;
  onSummary: (summary: ReviewSummary) => void;
  /** Something was undone or redone: a row and a column of the file. */
  onTravelled: (at: { row: number; column: number }) => void;
  /** Nothing was done with a range, because other rows are at its places by now. */
  onMoved: () => void;
  onFault: (error: unknown) => void;
}): ReviewEdits {
  const [version, setVersion] = useState(0);
  const made = useRef(0);
  /** The last change after which rows set aside may be rows of the table, above those of a range. */
  const movedRows = useRef(0);
  const [waiting, setWaiting] = useState(0);
  const [progress, setProgress] = useState<number | null>(null);
  const [canStop, setCanStop] = useState(false);
  const latest = useRef(input);
  latest.current = input;
  const mapping = useRef(input.mapping);
  const queue = useRef(Promise.resolve());
  const running = useRef<AbortController | null>(null);

  const run = useCallback((ask: Asking, isStoppable = true) => {
    setWaiting((count) => count + 1);
    queue.current = queue.current.then(async () => {
      running.current = new AbortController();
      setCanStop(isStoppable);
      try {
        const summary = await ask(latest.current.source, running.current.signal);
        if (summary === null) return;
        const among = movedRows.current > made.current ? "all" : "edited";
        const held = await latest.current.source.holdAgain(among, setProgress);
        latest.current.onSummary(held ?? summary);
        setVersion(++made.current);
      } catch (error) {
        if (error instanceof RowsMoved) latest.current.onMoved();
        else latest.current.onFault(error);
      } finally {
        setProgress(null);
        setWaiting((count) => count - 1);
      }
    });
  }, []);

  /** Asks about a range, unless other rows are there once it is its turn. */
  const runIn = (range: SeenRange, ask: Asking, onMoved?: () => void) =>
    run(async (source, signal) => {
      try {
        if (range.version < movedRows.current) throw new RowsMoved();
        return await ask(source, signal);
      } catch (error) {
        if (error instanceof RowsMoved) onMoved?.();
        throw error;
      }
    });

  const takeMapping = (next: Mapping | null) => {
    if (next === null) return;
    mapping.current = next;
    movedRows.current = made.current + 1;
    latest.current.onMapping(next);
  };

  const change = (changeOf: (mapping: Mapping) => Change) =>
    run(async (source, signal) => {
      const asked = changeOf(mapping.current);
      const summary = await source.cure(asked, setProgress, signal);
      takeMapping(asked.mapping);
      return summary;
    });

  const measure = useCallback<ReviewEdits["measure"]>(
    (range, signal) => latest.current.source.measureRange(range, signal),
    [],
  );
  /** `change`: only if it is still the last one. */
  const travel = (direction: "undo" | "redo", change?: number) =>
    run(async (source, signal) => {
      if (change !== undefined && change !== made.current) return null;
      const { summary, at, mapping: next } = await source.travel(direction, setProgress, signal);
      takeMapping(next);
      if (at !== null) latest.current.onTravelled(at);
      return summary;
    });

  const undoOf = useRef<(change: number) => void>(() => undefined);
  undoOf.current = (change) => travel("undo", change);
  const [toast] = useState(() => new UndoToast((change) => undoOf.current(change)));
  useEffect(() => toast.follow(version), [toast, version]);
  useEffect(() => toast.close, [toast]);

  return {
    version,
    isBusy: waiting > 0,
    progress,
    canStop,
    write: (row, column, text) =>
      run(async (source) => (row.cells[column]?.text === text ? null : source.edit([{ row: row.row, column, text }]))),
    change,
    replace: (input, onReplaced) =>
      run(async (source, signal) => {
        const { summary, ...done } = await source.replace(input, setProgress, signal);
        onReplaced(done);
        return summary;
      }),
    decide: (decision) => change((before) => ({ cells: null, mapping: decide(before, decision) })),
    takeIn: (takenIn) =>
      run(async (source) => {
        const summary = await source.takeIn(takenIn, setProgress);
        latest.current.onTakenIn(takenIn);
        movedRows.current = made.current + 1;
        return summary;
      }, false),
    undo: () => travel("undo"),
    redo: () => travel("redo"),
    tellChange: (message, undoLabel) => toast.offer(made.current + 1, message, undoLabel),
    stop: () => running.current?.abort(),
    copy: (range) =>
      new Promise((resolve, reject) =>
        runIn(
          range,
          async (source, signal) => {
            await source.copyRange(range, setProgress, signal).then(resolve, (error: unknown) => {
              if (error instanceof RowsMoved) throw error;
              reject(error);
            });
            return null;
          },
          () => reject(new DOMException("Other rows are there", "AbortError")),
        ),
      ),
    measure,
    paste: (input, onPasted) =>
      runIn(input.range, async (source, signal) => {
        const done = await source.paste(input, setProgress, signal);
        onPasted(done);
        return done.summary;
      }),
    fillDown: (range, onFilled) =>
      runIn(range, (source, signal) => told(source.fillDown(range, setProgress, signal), onFilled)),
    clear: (range, onCleared) =>
      runIn(range, (source, signal) => told(source.clear(range, setProgress, signal), onCleared)),
  };
}

/** Asks for a change: the new summary, or null if nothing has changed. */
type Asking = (source: ReviewSource, signal: AbortSignal) => Promise<ReviewSummary | null>;

/** The summary of a change, once the page was told what has changed. */
async function told(changing: Promise<ChangedCells>, onChanged: (done: ChangedCells) => void) {
  const done = await changing;
  onChanged(done);
  return done.summary;
}
