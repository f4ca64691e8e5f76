/**
 * Browsers cap the height of an element (Firefox at about 17.8 million px, Chromium at 33.5 million), and a
 * million rows of 32 px are taller. Beyond this height the scroll bar is compressed: one px of it stands for
 * several px of rows.
 */
const maxCanvasPx = 15_000_000;

/** Translates between the scroll bar's px (canvas) and the rows' px (content). */
export interface ScrollScale {
  readonly contentPx: number;
  readonly canvasPx: number;
  toContent(canvasOffset: number): number;
  toCanvas(contentOffset: number): number;
}

/**
 * The scale for `contentPx` of rows seen through a window of `windowPx`. The identity as long as the rows fit
 * a canvas.
 */
export function scrollScale(contentPx: number, windowPx: number, maxPx: number = maxCanvasPx): ScrollScale {
  const canvasPx = Math.min(contentPx, maxPx);
  const canvasRange = canvasPx - windowPx;
  const ratio = canvasPx === contentPx || canvasRange <= 0 ? 1 : (contentPx - windowPx) / canvasRange;
  return {
    contentPx,
    canvasPx,
    toContent: (offset) => offset * ratio,
    toCanvas: (offset) => offset / ratio,
  };
}

/** The offset that brings [start, end) into a window with the smallest move. */
export function offsetToReveal(start: number, end: number, offset: number, windowPx: number): number {
  if (start < offset) return start;
  if (end > offset + windowPx) return end - windowPx;
  return offset;
}
