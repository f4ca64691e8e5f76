"use client";

import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import type { ColumnSummary } from "#lib/domain/summary/column-summary.ts";
import { Summaries, type SummarySource } from "./summaries.ts";

/** The summaries of a file's columns; `file` is another object for another reading of it. */
export function useSummaries(file: object, source: SummarySource): Summaries {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file has other columns.
  const summaries = useMemo(() => new Summaries(), [file]);
  useEffect(() => summaries.update(source));
  return summaries;
}

/** The latest summary of a column, which is counted while something shows it; null before the first. */
export function useSummary(summaries: Summaries, column: number, isInSight = true): ColumnSummary | null {
  useEffect(() => (isInSight ? summaries.want(column) : undefined), [summaries, column, isInSight]);
  const latest = useCallback(() => summaries.of(column), [summaries, column]);
  return useSyncExternalStore(summaries.subscribe, latest, latest);
}
