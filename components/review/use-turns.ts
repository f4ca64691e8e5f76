"use client";

import { useCallback, useRef } from "react";

/**
 * Runs what is asked one after another, so that each begins with what the one before left on the page. One that fails
 * keeps none behind it from running.
 */
export function useTurns(): (work: () => Promise<void>) => void {
  const last = useRef<Promise<void>>(Promise.resolve());
  return useCallback((work) => {
    last.current = last.current.then(work, work);
  }, []);
}
