"use client";

import { useSyncExternalStore } from "react";

/** As `sm` in the classes. */
const narrow = "(width < 40rem)";

/** Whether the window is as narrow as a phone's, for what classes cannot say. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(narrow);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => matchMedia(narrow).matches,
    () => false,
  );
}
