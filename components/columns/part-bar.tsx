import type { ColumnPart, ColumnSummary } from "#lib/domain/summary/column-summary.ts";
import { classNames } from "../ui/class-names.ts";

/** The parts from left to right, each with its colour. */
export const partColours: readonly (readonly [ColumnPart, string])[] = [
  ["valid", "bg-accepted-solid"],
  ["warned", "bg-unconfirmed-solid"],
  ["wrong", "bg-rejected-solid"],
  ["empty", "bg-border-strong"],
];

/** A column's cells by part, as shares of a bar. For the eyes only: the counts are written elsewhere. */
export function PartBar({ parts, className }: { parts: ColumnSummary["parts"] | null; className?: string }) {
  return (
    <span
      aria-hidden
      className={classNames("flex gap-px overflow-hidden bg-border forced-color-adjust-none", className)}
    >
      {partColours.map(([part, colour]) => {
        const count = parts?.[part] ?? 0;
        // One wrong cell in a million is seen too.
        return count === 0 ? null : (
          <span key={part} className={classNames("h-full min-w-[3px]", colour)} style={{ flex: `${count} 1 0` }} />
        );
      })}
    </span>
  );
}
