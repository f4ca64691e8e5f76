"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const refreshMs = 2_000;

/** Renders the result anew while clients are being looked up and somebody is looking. A run that is over sends no events. */
export function ReadBackRefresh({ isReadingBack }: { isReadingBack: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!isReadingBack) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, refreshMs);
    return () => clearInterval(timer);
  }, [isReadingBack, router]);
  return null;
}
