"use client";

import { type ReactNode, useId } from "react";

export interface ProgressProps {
  label: ReactNode;
  done: number;
  /** 0 means "nothing to do" and shows an empty bar. */
  total: number;
  /** The text at the right end, such as "1.200 de 3.000". Changes are announced politely. */
  detail?: ReactNode;
}

/** The progress of work of known size. */
export function Progress({ label, done, total, detail }: ProgressProps) {
  const id = useId();
  const share = total <= 0 ? 0 : Math.min(1, Math.max(0, done / total));
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span id={id} className="font-medium">
          {label}
        </span>
        <span aria-live="polite" className="min-w-[5ch] text-end text-sm text-text-muted tabular-nums">
          {detail}
        </span>
      </div>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
        className="h-2 overflow-hidden rounded-full bg-surface-sunken ring-1 ring-border ring-inset forced-colors:border"
      >
        <div
          className="h-full origin-left bg-accent forced-colors:bg-[Highlight] transition-transform duration-300"
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
    </div>
  );
}
