"use client";

import { useState } from "react";

/**
 * Returns the earlier value while the new one is equal to it (as JSON), so that memoised rows do not render again.
 */
export function useKeptWhileEqual<T>(value: T): T {
  const [kept, setKept] = useState(value);
  if (JSON.stringify(kept) === JSON.stringify(value)) return kept;
  setKept(value);
  return value;
}
