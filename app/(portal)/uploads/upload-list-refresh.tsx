"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { sessionState } from "../session-requests.ts";

/** People look at a list now and then only; the pages of its uploads are live to the second. */
const refreshMs = 5_000;

/**
 * Renders the list anew while something on it moves and somebody is looking; `restMs` apart while nothing does,
 * by default never.
 */
export function UploadListRefresh({ isMoving, restMs = null }: { isMoving: boolean; restMs?: number | null }) {
  const router = useRouter();
  const everyMs = isMoving ? refreshMs : restMs;
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && sessionState() === "good") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, router]);
  return null;
}
