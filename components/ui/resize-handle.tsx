"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { classNames } from "./class-names.ts";

export interface ResizeHandleProps {
  /** What it makes wider or narrower, for screen readers. */
  label: string;
  widthPx: number;
  minPx: number;
  maxPx: number;
  onResize: (widthPx: number) => void;
  /** A double click or Enter: the width that fits the content. */
  onFit: () => void;
  isTabStop?: boolean;
  className?: string;
}

/** How far an arrow key moves the edge; with Shift it is 1 px. */
const stepPx = 16;

/** The right edge of something, dragged with a pointer or moved with the arrow keys, Home and End. */
export function ResizeHandle(props: ResizeHandleProps) {
  const { widthPx, minPx, maxPx, isTabStop = true } = props;
  const grip = useRef<{ fromX: number; fromPx: number } | null>(null);
  const resize = (px: number) => props.onResize(Math.min(maxPx, Math.max(minPx, px)));
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { fromX: event.clientX, fromPx: widthPx };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 1 : stepPx;
    if (event.key === "ArrowLeft") resize(widthPx - step);
    else if (event.key === "ArrowRight") resize(widthPx + step);
    else if (event.key === "Home") resize(minPx);
    else if (event.key === "End") resize(maxPx);
    else if (event.key === "Enter") props.onFit();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved.
    <div
      role="separator"
      tabIndex={isTabStop ? 0 : -1}
      aria-label={props.label}
      aria-orientation="vertical"
      aria-valuenow={Math.round(widthPx)}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      onPointerDown={onPointerDown}
      onPointerMove={({ clientX }) => {
        if (grip.current !== null) resize(grip.current.fromPx + clientX - grip.current.fromX);
      }}
      onLostPointerCapture={() => {
        grip.current = null;
      }}
      onDoubleClick={props.onFit}
      onKeyDown={onKeyDown}
      className={classNames(
        "absolute inset-y-0 right-0 w-1.5 cursor-col-resize touch-none select-none hover:bg-accent focus-visible:bg-accent focus-visible:outline-offset-0 active:bg-accent",
        "pointer-coarse:after:absolute pointer-coarse:after:inset-y-0 pointer-coarse:after:-right-2 pointer-coarse:after:-left-4",
        props.className,
      )}
    />
  );
}
