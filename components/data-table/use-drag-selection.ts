"use client";

import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import { cellAround } from "./cell-of.ts";
import type { CellPosition } from "./data-table-types.ts";

/** Px from the border of the cells within which dragging begins to scroll. */
const edgePx = 12;

/** The most px that one frame scrolls; further out it is faster. */
const fastestPx = 48;

/**
 * Dragging over cells with a mouse or a pen; fingers scroll instead. Beyond the border the table scrolls on.
 * Returns what begins it on a cell.
 *
 * @param insets px that the head and the first column cover.
 * @param onCell gets each cell that the pointer reaches.
 * @param onEnd the button was released after at least one such cell.
 */
export function useDragSelection(
  scrollRef: RefObject<HTMLElement | null>,
  insets: { readonly top: number; readonly left: number },
  onCell: (cell: CellPosition) => void,
  onEnd: () => void,
): (from: CellPosition, down: PointerEvent) => void {
  const latest = useRef({ insets, onCell, onEnd });
  latest.current = { insets, onCell, onEnd };
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  return (from, down) => {
    if (down.pointerType === "touch") return;
    stop.current?.();
    let at: { x: number; y: number } | null = null;
    let last = from;
    let hasMoved = false;
    let frame = requestAnimationFrame(function follow() {
      frame = requestAnimationFrame(follow);
      const element = scrollRef.current;
      if (at === null || element === null) return;
      const cell = cellUnder(element, at, latest.current.insets);
      if (cell === null || (cell.row === last.row && cell.column === last.column)) return;
      last = cell;
      hasMoved = true;
      latest.current.onCell(cell);
    });
    const move = (event: globalThis.PointerEvent) => {
      at = { x: event.clientX, y: event.clientY };
    };
    const end = () => {
      stop.current?.();
      if (hasMoved) latest.current.onEnd();
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
    stop.current = () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      stop.current = null;
    };
  };
}

/** Scrolls towards a pointer beyond the cells and returns the cell nearest to it. */
function cellUnder(
  element: HTMLElement,
  { x, y }: { x: number; y: number },
  insets: { readonly top: number; readonly left: number },
): CellPosition | null {
  const { left, top } = element.getBoundingClientRect();
  const right = left + element.clientWidth;
  const bottom = top + element.clientHeight;
  element.scrollLeft += beyond(x, left + insets.left, right);
  element.scrollTop += beyond(y, top + insets.top, bottom);
  const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least + 1), most - 1);
  const under = document.elementFromPoint(
    // Over the first column whole rows would be meant; only a drag that began there means them.
    within(x, left + insets.left, right),
    within(y, top + insets.top, bottom),
  );
  return under !== null && element.contains(under) ? cellAround(under) : null;
}

function beyond(value: number, least: number, most: number): number {
  const distance = value < least ? value - least : value > most - edgePx ? value - (most - edgePx) : 0;
  return Math.max(-fastestPx, Math.min(fastestPx, distance));
}
