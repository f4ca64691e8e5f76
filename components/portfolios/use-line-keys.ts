"use client";

import { type RefObject, useEffect } from "react";

const steps: Readonly<Record<string, number>> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

/**
 * J and K, wherever the focus is, and the arrows within the list go from line to line; Enter then opens the link, as
 * it does anyway. A line is what has `data-line-key` below `root`.
 */
export function useLineKeys(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const step = steps[event.key];
      const list = root.current;
      if (step === undefined || list === null || event.defaultPrevented || isElsewhere(event, list)) return;
      const lines = [...list.querySelectorAll<HTMLElement>("[data-line-key]")];
      const { activeElement } = document;
      const at = activeElement instanceof HTMLElement ? lines.indexOf(activeElement) : -1;
      const next = at === -1 ? lines[step > 0 ? 0 : lines.length - 1] : lines[at + step];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [root]);
}

/** Letters belong to a text field, to an open menu and to the browser's own keys; arrows scroll outside the list. */
function isElsewhere({ key, target, altKey, ctrlKey, metaKey }: KeyboardEvent, list: HTMLElement): boolean {
  if (altKey || ctrlKey || metaKey || list.closest("[aria-hidden=true]") !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("input, textarea, select, [contenteditable], [role=combobox], [role=option]")) return true;
  return key.startsWith("Arrow") && !list.contains(target);
}
