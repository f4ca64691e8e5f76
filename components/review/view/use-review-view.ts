"use client";

import { useState } from "react";
import { type ReviewView, readView } from "./review-view.ts";
import { useRemembered } from "./use-remembered.ts";

/** How this user arranged the review, and the ways to change it. `shows`: what is beside the panel. */
export function useReviewView(user: string, shows: "rows" | "debtors") {
  const [view, setView] = useRemembered(`review.view ${user}`, readView);
  const [isPanelMoved, setPanelMoved] = useState(false);
  // Another bar comes with a button for the panel, which is then no reason for the focus to move.
  const [seen, setSeen] = useState(shows);
  if (seen !== shows) {
    setSeen(shows);
    setPanelMoved(false);
  }
  const change = (part: Partial<ReviewView>) => setView((now) => ({ ...now, ...part }));
  return {
    ...view,
    change,
    showPanel: (isShown: boolean) => {
      setPanelMoved(true);
      change({ isPanelHidden: !isShown });
    },
    /** The user has just shown or hidden the panel, with a button that is gone: the other one takes the focus. */
    isPanelMoved,
  };
}
