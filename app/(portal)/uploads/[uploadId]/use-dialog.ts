"use client";

import { type RefObject, useRef, useState } from "react";
import { isFocusTaken } from "#components/ui/overlay/closing-focus.ts";

export interface DialogState {
  readonly isOpen: boolean;
  setOpen(isOpen: boolean): void;
}

/**
 * A dialog that several buttons open. When it closes, the focus returns to the button, or to `fallback` if
 * the action has removed the button.
 */
export function useDialog(fallback: RefObject<HTMLElement | null>): DialogState {
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<HTMLElement | null>(null);

  function giveBack(): void {
    if (!isFocusTaken()) (opener.current?.isConnected ? opener.current : fallback.current)?.focus();
  }

  function setOpen(next: boolean): void {
    if (next) opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setIsOpen(next);
    // After the dialog has released the focus and the page has shown the change.
    if (!next) setTimeout(giveBack, 100);
  }

  return { isOpen, setOpen };
}
