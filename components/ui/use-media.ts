"use client";

import { useSyncExternalStore } from "react";

/** Whether the window meets a media query; false on the server. */
export function useMedia(media: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(media);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(media).matches,
    () => false,
  );
}
