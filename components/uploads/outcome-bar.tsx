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
  leftOut: number;
}

/**
 * An upload's debtors by outcome, beside their figures. A group that exists is at least 3 px wide, however small it is;
 * its word and count are for screen readers.
 */
export function OutcomeBar({ label, counts, leftOut }: OutcomeBarProps) {
  const format = useFormatter();
  const shown = outcomeKinds.filter((outcome) => counts[outcome] > 0);
  return (
    <figure aria-label={label} className="flex flex-col">
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
      <ul className="sr-only">
        {outcomeKindsIn(counts).map((outcome) => (
          <li key={outcome}>
            <OutcomeLabel outcome={outcome} /> {format.number(counts[outcome])}
          </li>
        ))}
        {leftOut === 0 ? null : (
          <li>
            <LeftOutLabel /> {format.number(leftOut)}
          </li>
        )}
      </ul>
    </figure>
  );
}
