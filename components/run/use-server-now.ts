"use client";

import { useEffect, useState } from "react";

/**
 * The server's time, in ms of its clock, a step each second: from `at` (ISO 8601, what a view was read at) it goes on by
 * this machine's clock, whose own hour may be wrong.
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
