"use client";

import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";

export interface ReviewKeys {
  onNext: () => void;
  onPrevious: () => void;
  onUndo: () => void;
  onRedo: () => void;
  onFind: () => void;
  onHelp: () => void;
}

type AnyKeyboardEvent = KeyboardEvent | globalThis.KeyboardEvent;

/**
 * What a key does in the review; null if nothing. Within a text field, its own undo and its letters come first.
 */
export function deedOfKey(event: AnyKeyboardEvent, isInText: boolean): keyof ReviewKeys | null {
  const key = event.key.toLowerCase();
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    if (key === "f" && !event.shiftKey) return "onFind";
    if (isInText) return null;
    if (key === "z") return event.shiftKey ? "onRedo" : "onUndo";
    return key === "y" ? "onRedo" : null;
  }
  if (event.key === "F8") return event.shiftKey ? "onPrevious" : "onNext";
  return event.key === "?" && !isInText ? "onHelp" : null;
}

/** The keys work wherever the focus is, except while a dialog hides the review. */
export function useReviewKeys(root: RefObject<HTMLElement | null>, keys: ReviewKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || root.current?.closest("[aria-hidden=true]")) return;
      const isInText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      const deed = deedOfKey(event, isInText);
      if (deed === null) return;
      event.preventDefault();
      latest.current[deed]();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [root]);
}
