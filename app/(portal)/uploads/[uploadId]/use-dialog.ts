"use client";

import { type RefObject, useRef, useState } from "react";

export interface DialogState {
  readonly isOpen: boolean;
  setOpen(isOpen: boolean): void;
}

/**
 * A dialog that several buttons open. Closed, the focus goes back to the button, or to `fallback` when what was done has
 * taken the button away.
 */
export function useDialog(fallback: RefObject<HTMLElement | null>): DialogState {
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<HTMLElement | null>(null);

  function setOpen(next: boolean): void {
    if (next) opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setIsOpen(next);
    // After the dialog has let the focus go, and after the page has shown what was done.
    if (!next) setTimeout(() => (opener.current?.isConnected ? opener.current : fallback.current)?.focus(), 100);
  }

  return { isOpen, setOpen };
}
