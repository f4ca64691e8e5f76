"use client";

import { useEffect, useRef, useState } from "react";
import type { Change, Forecast, Reason } from "#lib/spreadsheet/protocol/cures.ts";
import type { ReviewSource } from "../review-source.ts";

/** A person who types is not asked about at each letter. */
const typingMs = 250;

/**
 * What a change would do; null while it is counted or if there is no change. `change` must be the same object as
 * long as it says the same. Counting may take seconds in a large file, so one change is counted at a time: it is
 * stopped if it is over, and those that are over by then never begin.
 */
export function useForecast(
  source: Pick<ReviewSource, "forecast">,
  reason: Reason,
  change: Change | null,
  isTyped: boolean,
  onFault: (error: unknown) => void,
): Forecast | null {
  const [answer, setAnswer] = useState<{ readonly of: Change; readonly forecast: Forecast } | null>(null);
  const counting = useRef(Promise.resolve());
  useEffect(() => {
    if (change === null) return;
    const over = new AbortController();
    const count = async () => {
      if (over.signal.aborted) return;
      try {
        const forecast = await source.forecast({ change, reason }, over.signal);
        if (!over.signal.aborted) setAnswer({ of: change, forecast });
      } catch (error) {
        onFault(error);
      }
    };
    const timer = setTimeout(
      () => {
        counting.current = counting.current.then(count, count);
      },
      isTyped ? typingMs : 0,
    );
    return () => {
      over.abort();
      clearTimeout(timer);
    };
  }, [source, reason, change, isTyped, onFault]);
  return answer !== null && answer.of === change ? answer.forecast : null;
}
