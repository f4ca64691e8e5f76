"use client";

import { useEffect, useState } from "react";
import type { CellRange, RangeFigures } from "#lib/spreadsheet/protocol/blocks.ts";

/** Long enough that a selection that is still growing is not measured at every step. */
const pauseMs = 150;

/** The figures of a range, measured again after every change of cells; null until they are there. */
export function useFigures(
  range: CellRange | null,
  version: number,
  measure: (range: CellRange, signal: AbortSignal) => Promise<RangeFigures>,
): RangeFigures | null {
  const [measured, setMeasured] = useState<{ range: CellRange; figures: RangeFigures } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of cells is a reason to measure again.
  useEffect(() => {
    if (range === null) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      measure(range, abort.signal).then(
        (figures) => setMeasured({ range, figures }),
        // Aborted, or the workbench has ended, which every other question tells too.
        () => undefined,
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [range, version, measure]);
  return measured !== null && measured.range === range ? measured.figures : null;
}
