"use client";

import { useEffect, useState } from "react";

/**
 * The server's time in ms, updated each second. It starts at `at` (ISO 8601, when a view was read) and adds
 * the time elapsed on this machine, whose own clock may be wrong.
 */
export function useServerNow(at: string): number {
  const [now, setNow] = useState(() => Date.parse(at));
  useEffect(() => {
    const begun = performance.now();
    const step = () => setNow(Date.parse(at) + performance.now() - begun);
    step();
    const timer = setInterval(step, 1_000);
    return () => clearInterval(timer);
  }, [at]);
  return now;
}
