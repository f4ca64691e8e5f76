"use client";

import { useCallback, useState } from "react";
import { store, storedUnder } from "../../ui/browser-storage.ts";

/**
 * A choice that this browser remembers under a key. `read` makes one of whatever is stored, also of nothing
 * (undefined); keep its identity. Without storage the choice lasts as long as the page.
 */
export function useRemembered<T>(key: string, read: (stored: unknown) => T): [T, (change: (now: T) => T) => void] {
  const [value, setValue] = useState(() => read(storedUnder(key)));
  const change = useCallback(
    (next: (now: T) => T) => {
      setValue(next);
      // What is stored may be newer than this page: another tab writes there, too.
      store(key, next(read(storedUnder(key))));
    },
    [key, read],
  );
  return [value, change];
}
