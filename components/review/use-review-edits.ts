"use client";

import { useCallback, useRef, useState } from "react";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ReviewRow, ReviewSummary } from "#lib/spreadsheet/workbench-protocol.ts";
import { type CutOffDecision, decide, type GroupDecision } from "./group-policies.ts";
import type { ReplaceInput, ReviewSource } from "./review-source.ts";

export interface ReviewEdits {
  /** Counts the changes: what was fetched under another number is stale. */
  readonly version: number;
  readonly isBusy: boolean;
  write(row: ReviewRow, column: number, text: string): void;
  fixAll(group: Parameters<ReviewSource["fixGroup"]>[0]): void;
  replace(input: ReplaceInput, onReplaced: (done: { replaced: number; tooLong: number }) => void): void;
  decide(decision: GroupDecision | CutOffDecision): void;
  undo(): void;
  redo(): void;
}

/**
 * Changes cells; the workbench remembers how to take it back. Changes run one after another: each one rests on the state that the one
 * before it left.
 */
export function useReviewEdits(input: {
  source: ReviewSource;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
  onSummary: (summary: ReviewSummary) => void;
  onFault: (error: unknown) => void;
}): ReviewEdits {
  const [version, setVersion] = useState(0);
  const [waiting, setWaiting] = useState(0);
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
        setWaiting((count) => count - 1);
      }
    });
  }, []);

  return {
    version,
    isBusy: waiting > 0,
    write: (row, column, text) =>
      run(async (source) => (row.cells[column]?.text === text ? null : source.edit([{ row: row.row, column, text }]))),
    fixAll: (group) => run((source) => source.fixGroup({ code: group.code, column: group.column })),
    replace: (input, onReplaced) =>
      run(async (source) => {
        const { summary, ...done } = await source.replace(input);
        onReplaced(done);
        return summary;
      }),
    decide: (decision) =>
      run(async (source) => {
        const next = decide(mapping.current, decision);
        const summary = await source.apply(next);
        mapping.current = next;
        latest.current.onMapping(next);
        return summary;
      }),
    undo: () => run((source) => source.travel("undo")),
    redo: () => run((source) => source.travel("redo")),
  };
}
