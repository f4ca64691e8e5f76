"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Bin, CellCondition, NumbersSummary } from "#lib/domain/summary/column-summary.ts";
import { classNames } from "../ui/class-names.ts";
import { useSummaryWords } from "./summary-words.ts";

export interface HistogramProps {
  numbers: NumbersSummary;
  chosen: CellCondition | null;
  onChoose: (holds: CellCondition) => void;
}

/** How a column's numbers are spread; each bar is a button that shows its rows. */
export function Histogram({ numbers, chosen, onChoose }: HistogramProps) {
  const { bins, scale } = numbers;
  const t = useTranslations("columns");
  const words = useSummaryWords();
  const [pointed, setPointed] = useState<Bin | null>(null);
  const textOf = ({ from, to, count }: Bin) => t("bin", { range: words.condition({ from, to }, scale), count });
  const isChosen = (bin: Bin) =>
    chosen !== null && "from" in chosen && chosen.from === bin.from && chosen.to === bin.to;
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's. */}
      <div role="group" aria-label={t("bins")} className="flex h-16 items-stretch gap-px border-b border-border-strong">
        {bins.map((bin) => (
          <button
            key={bin.from}
            type="button"
            disabled={bin.count === 0}
            aria-pressed={isChosen(bin)}
            aria-label={textOf(bin)}
            onClick={() => onChoose({ from: bin.from, to: bin.to })}
            onPointerEnter={() => setPointed(bin)}
            onPointerLeave={() => setPointed(null)}
            onFocus={() => setPointed(bin)}
            onBlur={() => setPointed(null)}
            className="group flex flex-1 items-end rounded-t-sm enabled:hover:bg-surface-hover"
          >
            <span
              className={classNames(
                "block w-full rounded-t-sm group-enabled:group-hover:bg-accent-hover",
                isChosen(bin)
                  ? "bg-accent forced-colors:bg-[Highlight]"
                  : "bg-pending-solid forced-colors:bg-[CanvasText]",
              )}
              style={{ height: heightOf(bin, bins) }}
            />
          </button>
        ))}
      </div>
      {/* The bar under the pointer, or between what they all are; as high either way. */}
      <p aria-hidden className="mt-1 flex justify-between gap-2 truncate text-xs text-text-muted tabular-nums">
        {pointed === null ? (
          <>
            <span>{words.short(numbers.min, scale)}</span>
            <span>{words.short(numbers.max, scale)}</span>
          </>
        ) : (
          <span className="truncate text-text">{textOf(pointed)}</span>
        )}
      </p>
    </div>
  );
}

/** The same without buttons or words, for the eyes only. */
export function SmallHistogram({ bins, className }: { bins: readonly Bin[]; className?: string }) {
  return (
    <span aria-hidden className={classNames("flex items-end gap-px border-b border-border-strong", className)}>
      {bins.map((bin) => (
        <span
          key={bin.from}
          className="flex-1 bg-pending-solid forced-colors:bg-[CanvasText]"
          style={{ height: heightOf(bin, bins) }}
        />
      ))}
    </span>
  );
}

/** A bin with a single row is seen too. */
function heightOf({ count }: Bin, bins: readonly Bin[]): string {
  const most = Math.max(...bins.map((bin) => bin.count));
  return count === 0 ? "0" : `max(2px, ${Math.round((count / most) * 100)}%)`;
}
