"use client";

import { type PointerEvent, useEffect, useRef } from "react";
import type { CellPosition } from "./data-table-types.ts";

/** As long as phones themselves take a touch for a long one. */
const longMs = 500;

/** A finger that moves further than this scrolls. */
const stillPx = 10;

/** Tells of a finger that stays on a cell. Returns what begins it, as {@link useDragSelection} does for a mouse. */
export function useLongPress(onPress: (cell: CellPosition) => void): (cell: CellPosition, down: PointerEvent) => void {
  const latest = useRef(onPress);
  latest.current = onPress;
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  return (cell, { pointerType, pointerId, clientX, clientY }) => {
    stop.current?.();
    if (pointerType !== "touch") return;
    const listening = new AbortController();
    const timer = setTimeout(() => {
      stop.current?.();
      latest.current(cell);
    }, longMs);
    stop.current = () => {
      clearTimeout(timer);
      listening.abort();
      stop.current = null;
    };
    const moved = (event: globalThis.PointerEvent) => {
      const isStill = Math.hypot(event.clientX - clientX, event.clientY - clientY) <= stillPx;
      if (event.pointerId !== pointerId || !isStill) stop.current?.();
    };
    const { signal } = listening;
    window.addEventListener("pointermove", moved, { signal });
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => stop.current?.(), { signal });
  };
}
