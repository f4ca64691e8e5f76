"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { sessionState } from "../session-requests.ts";

/** People look at a list now and then only; the pages of its uploads are live to the second. */
const refreshMs = 5_000;

/** Renders the list anew while something on it moves and somebody is looking. */
export function UploadListRefresh({ isMoving }: { isMoving: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && sessionState() === "good") router.refresh();
    }, refreshMs);
    return () => clearInterval(timer);
  }, [isMoving, router]);
  return null;
}
