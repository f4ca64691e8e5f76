"use client";

import { useFormatter } from "use-intl";
import { type OutcomeKind, outcomeKinds } from "#lib/domain/outcome/outcome.ts";
import { LeftOutLabel, OutcomeLabel } from "./outcome-badge.tsx";
import { outcomeKindsIn, outcomeStyle } from "./outcome-style.ts";

export interface OutcomeBarProps {
  /** What the bar divides, for screen readers. */
  label: string;
  /** Debtors by outcome. */
  counts: Readonly<Record<OutcomeKind, number>>;
  /** Debtors that were never to be sent: a part of the file without an outcome. */
  leftOut?: number;
  /** The legend names every group with its count; omit it only if the figures are beside the bar. */
  hasLegend?: boolean;
}

/** An upload's debtors by outcome. A group that exists is at least 3 px wide, however small it is. */
export function OutcomeBar({ label, counts, leftOut = 0, hasLegend = true }: OutcomeBarProps) {
  const format = useFormatter();
  const shown = outcomeKinds.filter((outcome) => counts[outcome] > 0);
  return (
    <figure aria-label={label} className="flex flex-col gap-3">
      <div
        aria-hidden
        className="flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-surface-sunken forced-color-adjust-none"
      >
        {shown.map((outcome) => (
          <div
            key={outcome}
            className={`min-w-[3px] ${outcomeStyle[outcome].bar}`}
            style={{ flexGrow: counts[outcome], flexBasis: 0 }}
          />
        ))}
        {leftOut === 0 ? null : (
          <div className="bar-left-out min-w-[3px]" style={{ flexGrow: leftOut, flexBasis: 0 }} />
        )}
      </div>
      <ul className={hasLegend ? "flex flex-wrap gap-x-6 gap-y-1 text-sm" : "sr-only"}>
        {outcomeKindsIn(counts).map((outcome) => (
          <li key={outcome} className="flex items-center gap-2">
            <OutcomeLabel outcome={outcome} />
            <span className="font-medium tabular-nums">{format.number(counts[outcome])}</span>
          </li>
        ))}
        {leftOut === 0 ? null : (
          <li className="flex items-center gap-2">
            <LeftOutLabel />
            <span className="font-medium tabular-nums">{format.number(leftOut)}</span>
          </li>
        )}
      </ul>
    </figure>
  );
}
