"use client";

import { useEffect, useState } from "react";

/** Gives the focus back to what had it before a dialog without a trigger of its own was opened. */
export function useReturningFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog has let go of the focus.
      setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      });
    },
    [before],
  );
}
