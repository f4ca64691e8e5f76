"use client";

import { useState } from "react";

/** The earlier value as long as the new one is equal to it (as JSON), so that memoised rows do not draw again. */
export function useKeptWhileEqual<T>(value: T): T {
  const [kept, setKept] = useState(value);
  if (JSON.stringify(kept) === JSON.stringify(value)) return kept;
  setKept(value);
  return value;
}
