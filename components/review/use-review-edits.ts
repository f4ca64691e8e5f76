"use client";

import { useCallback, useRef, useState } from "react";
import type { CellEdit, Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ReviewRow, ReviewSummary } from "#lib/spreadsheet/workbench-protocol.ts";
import { type Deed, type EditHistory, record, redo, undo } from "./edit-history.ts";
import { decide, type GroupDecision } from "./group-policies.ts";
import type { ReviewSource } from "./review-source.ts";

export interface ReviewEdits {
  /** Counts the changes: what was fetched under another number is stale. */
  readonly version: number;
  readonly isBusy: boolean;
  write(row: ReviewRow, column: number, text: string): void;
  fixAll(group: Parameters<ReviewSource["fixGroup"]>[0]): void;
  decide(decision: GroupDecision): void;
  undo(): void;
  redo(): void;
}

/**
 * Changes cells and remembers how to take it back. Changes run one after another: each one's history rests on the state that
 * the one before it left.
 */
export function useReviewEdits(input: {
  source: ReviewSource;
  mapping: Mapping;
  history: EditHistory;
  onMapping: (mapping: Mapping) => void;
  onHistory: (history: EditHistory) => void;
  onSummary: (summary: ReviewSummary) => void;
  onFault: (error: unknown) => void;
}): ReviewEdits {
  const [version, setVersion] = useState(0);
  const [waiting, setWaiting] = useState(0);
  const latest = useRef(input);
  latest.current = input;
  const history = useRef(input.history);
  const mapping = useRef(input.mapping);
  const queue = useRef(Promise.resolve());

  const run = useCallback((change: () => Promise<ReviewSummary | null>) => {
    setWaiting((count) => count + 1);
    queue.current = queue.current.then(async () => {
      try {
        const summary = await change();
        if (summary === null) return;
        latest.current.onHistory(history.current);
        latest.current.onSummary(summary);
        setVersion((count) => count + 1);
      } catch (error) {
        latest.current.onFault(error);
      } finally {
        setWaiting((count) => count - 1);
      }
    });
  }, []);

  const travel = (step: typeof undo) =>
    run(async () => {
      const way = step(history.current);
      if (way === null) return null;
      const { summary } = await carryOut(way.deed, latest.current.source);
      history.current = way.history;
      return summary;
    });

  return {
    version,
    isBusy: waiting > 0,
    write: (row, column, text) =>
      run(async () => {
        const cell = row.cells[column];
        const before: CellEdit[] = [{ row: row.row, column, text: cell?.text ?? "" }];
        if (before[0]?.text === text) return null;
        const deed: Deed = { kind: "write", edits: [{ row: row.row, column, text }] };
        const { summary } = await carryOut(deed, latest.current.source);
        history.current = record(history.current, { before, deed });
        return summary;
      }),
    fixAll: (group) =>
      run(async () => {
        const deed: Deed = { kind: "fix_group", ...group };
        const { summary, before } = await carryOut(deed, latest.current.source);
        history.current = record(history.current, { before, deed });
        return summary;
      }),
    decide: (decision) =>
      run(async () => {
        const next = decide(mapping.current, decision);
        const summary = await latest.current.source.apply(next);
        mapping.current = next;
        latest.current.onMapping(next);
        return summary;
      }),
    undo: () => travel(undo),
    redo: () => travel(redo),
  };
}

async function carryOut(
  deed: Deed,
  source: ReviewSource,
): Promise<{ summary: ReviewSummary; before: readonly CellEdit[] }> {
  if (deed.kind === "write") return { summary: await source.edit(deed.edits), before: [] };
  return source.fixGroup({ code: deed.code, column: deed.column });
}
