"use client";

import { useEffect, useState } from "react";
import type { Change, Forecast, Reason } from "#lib/spreadsheet/protocol/cures.ts";
import type { ReviewSource } from "../review-source.ts";

/** A person who types is not asked about at each letter. */
const typingMs = 200;

/**
 * What a change would do; null while it is asked or if there is no change. `change` must be the same object as long
 * as it says the same.
 */
export function useForecast(
  source: Pick<ReviewSource, "forecast">,
  reason: Reason | null,
  change: Change | null,
  onFault: (error: unknown) => void,
): Forecast | null {
  const [answer, setAnswer] = useState<{ readonly of: Change; readonly forecast: Forecast } | null>(null);
  useEffect(() => {
    if (reason === null || change === null) return;
    const abort = new AbortController();
    const ask = () =>
      source
        .forecast({ change, reason }, abort.signal)
        .then((forecast) => setAnswer({ of: change, forecast }), onFault);
    const timer = setTimeout(() => void ask(), change.cells?.kind === "value" ? typingMs : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [source, reason, change, onFault]);
  return answer !== null && answer.of === change ? answer.forecast : null;
}
