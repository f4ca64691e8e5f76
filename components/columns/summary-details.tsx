"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { CellCondition, ColumnSummary } from "#lib/domain/summary/column-summary.ts";
import { classNames } from "../ui/class-names.ts";
import { Button } from "../ui/form/button.tsx";
import { Money } from "../ui/money.tsx";
import { Histogram } from "./histogram.tsx";
import { partColours } from "./part-bar.tsx";
import { useSummaryWords } from "./summary-words.ts";

export interface SummaryDetailsProps {
  title: string;
  summary: ColumnSummary;
  /** ISO 4217. */
  currency: string;
  /** What the shown rows have to hold in this column; null for anything. */
  chosen: CellCondition | null;
  onChoose: (holds: CellCondition | null) => void;
}

/** Everything about a column; each part, bar and value is a button that shows only its rows. */
export function SummaryDetails({ title, summary, currency, chosen, onChoose }: SummaryDetailsProps) {
  const t = useTranslations("columns");
  const words = useSummaryWords();
  const { parts, distinct, commonest, numbers } = summary;
  const rows = parts.valid + parts.warned + parts.wrong + parts.empty;
  // Values that all occur once say nothing.
  const repeated = commonest.filter(({ count }) => count > 1);
  return (
    <div className="flex flex-col gap-3">
      <div>
        <h2 className="truncate text-sm font-semibold">{title}</h2>
        <p className="text-sm text-text-muted">{t("distinct", { count: distinct })}</p>
      </div>
      <ul aria-label={t("cells")}>
        {partColours.map(([part, colour]) => (
          <Choice
            key={part}
            count={parts[part]}
            of={rows}
            isChosen={chosen !== null && "part" in chosen && chosen.part === part}
            onChoose={() => onChoose({ part })}
          >
            <span aria-hidden className={classNames("size-2.5 shrink-0 rounded-sm", colour)} />
            <span className="truncate">{t(`parts.${part}`)}</span>
          </Choice>
        ))}
      </ul>
      {numbers === null ? null : (
        <div className="flex flex-col gap-1.5 border-t border-border pt-3">
          <p className="text-sm tabular-nums">
            {t("range", { from: words.value(numbers.min, numbers.scale), to: words.value(numbers.max, numbers.scale) })}
          </p>
          {numbers.sum === null ? null : (
            <p className="text-sm">
              {t.rich("sum", { money: () => <Money amount={numbers.sum ?? ""} currency={currency} /> })}
            </p>
          )}
          {numbers.bins.length < 2 ? null : <Histogram numbers={numbers} chosen={chosen} onChoose={onChoose} />}
        </div>
      )}
      {repeated.length === 0 ? null : (
        <div className="border-t border-border pt-3">
          <h3 id={`commonest-${summary.column}`} className="mb-1 text-xs font-medium text-text-muted">
            {t("commonest")}
          </h3>
          <ul aria-labelledby={`commonest-${summary.column}`}>
            {repeated.map(({ value, count }) => (
              <Choice
                key={`${typeof value} ${value}`}
                count={count}
                of={rows}
                isChosen={chosen !== null && "value" in chosen && chosen.value === value}
                onChoose={() => onChoose({ value })}
              >
                <span className="truncate">{words.value(value, numbers?.scale ?? null)}</span>
              </Choice>
            ))}
          </ul>
        </div>
      )}
      {chosen === null ? null : (
        <Button size="sm" onClick={() => onChoose(null)}>
          {t("clear")}
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  count: number;
  of: number;
  isChosen: boolean;
  onChoose: () => void;
  children: React.ReactNode;
}

/** Some of the rows, with how many they are. */
function Choice({ count, of, isChosen, onChoose, children }: ChoiceProps) {
  const format = useFormatter();
  return (
    <li>
      <button
        type="button"
        disabled={count === 0}
        aria-pressed={isChosen}
        onClick={onChoose}
        className={classNames(
          "-mx-1.5 flex w-[calc(100%+0.75rem)] items-center gap-2 rounded-sm px-1.5 py-0.5 text-left text-sm pointer-coarse:py-2",
          "enabled:hover:bg-surface-hover disabled:text-text-muted",
          isChosen && "bg-accent-soft forced-colors:outline",
        )}
      >
        {children}
        <span className="ml-auto shrink-0 pl-2 tabular-nums">{format.number(count)}</span>
        <span className="w-12 shrink-0 text-right text-text-muted tabular-nums">{share(count, of, format)}</span>
      </button>
    </li>
  );
}

/** Neither 0 % of some nor 100 % of nearly all. */
function share(count: number, of: number, format: ReturnType<typeof useFormatter>): string {
  const exact = of === 0 ? 0 : count / of;
  const rounded = Math.round(exact * 100) / 100;
  const style = { style: "percent" } as const;
  if (count > 0 && rounded === 0) return `< ${format.number(0.01, style)}`;
  return count < of && rounded === 1 ? `> ${format.number(0.99, style)}` : format.number(rounded, style);
}
