"use client";

import { useCallback, useRef, useState } from "react";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { Change } from "#lib/spreadsheet/protocol/cures.ts";
import type { ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import type { ReviewRow, ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { type Decision, decide } from "./group-policies.ts";
import type { ReplaceInput, ReviewSource } from "./review-source.ts";

export interface ReviewEdits {
  /** Counts the changes: what was fetched under another number is stale. */
  readonly version: number;
  readonly isBusy: boolean;
  /** A share from 0 to 1 of a long change; null for a quick one. */
  readonly progress: number | null;
  write(row: ReviewRow, column: number, text: string): void;
  /** Corrects cells and decides, as one step. */
  change(changeOf: (mapping: Mapping) => Change): void;
  replace(input: ReplaceInput, onReplaced: (done: { replaced: number; tooLong: number }) => void): void;
  decide(decision: Decision): void;
  takeIn(takenIn: ReadingSettings["takenIn"]): void;
  undo(): void;
  redo(): void;
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
  onFault: (error: unknown) => void;
}): ReviewEdits {
  const [version, setVersion] = useState(0);
  const [waiting, setWaiting] = useState(0);
  const [progress, setProgress] = useState<number | null>(null);
  const latest = useRef(input);
  latest.current = input;
  const mapping = useRef(input.mapping);
  const queue = useRef(Promise.resolve());

  const run = useCallback((change: (source: ReviewSource) => Promise<ReviewSummary | null>) => {
    setWaiting((count) => count + 1);
    queue.current = queue.current.then(async () => {
      try {
        const summary = await change(latest.current.source);
        if (summary === null) return;
        latest.current.onSummary(summary);
        setVersion((count) => count + 1);
      } catch (error) {
        latest.current.onFault(error);
      } finally {
        setProgress(null);
        setWaiting((count) => count - 1);
      }
    });
  }, []);

  const takeMapping = (next: Mapping | null) => {
    if (next === null) return;
    mapping.current = next;
    latest.current.onMapping(next);
  };

  const change = (changeOf: (mapping: Mapping) => Change) =>
    run(async (source) => {
      const made = changeOf(mapping.current);
      const summary = await source.cure(made, setProgress);
      takeMapping(made.mapping);
      return summary;
    });

  const travel = (direction: "undo" | "redo") =>
    run(async (source) => {
      const { summary, at, mapping: next } = await source.travel(direction, setProgress);
      takeMapping(next);
      if (at !== null) latest.current.onTravelled(at);
      return summary;
    });

  return {
    version,
    isBusy: waiting > 0,
    progress,
    write: (row, column, text) =>
      run(async (source) => (row.cells[column]?.text === text ? null : source.edit([{ row: row.row, column, text }]))),
    change,
    replace: (input, onReplaced) =>
      run(async (source) => {
        const { summary, ...done } = await source.replace(input, setProgress);
        onReplaced(done);
        return summary;
      }),
    decide: (decision) => change((before) => ({ cells: null, mapping: decide(before, decision) })),
    takeIn: (takenIn) =>
      run(async (source) => {
        const summary = await source.takeIn(takenIn, setProgress);
        latest.current.onTakenIn(takenIn);
        return summary;
      }),
    undo: () => travel("undo"),
    redo: () => travel("redo"),
  };
}
