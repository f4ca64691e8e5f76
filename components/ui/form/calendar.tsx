"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { classNames } from "../class-names.ts";
import { IconButton } from "./icon-button.tsx";
import { type DayMove, movedDay, weeksOf } from "./month-days.ts";

export interface CalendarProps {
  /** YYYY-MM-DD; "" for none. */
  value: string;
  today: string;
  onChoose: (day: string) => void;
}

const moves: Readonly<Record<string, readonly [DayMove, number]>> = {
  ArrowLeft: ["day", -1],
  ArrowRight: ["day", 1],
  ArrowUp: ["week", -1],
  ArrowDown: ["week", 1],
  Home: ["week_start", 0],
  End: ["week_end", 0],
  PageUp: ["month", -1],
  PageDown: ["month", 1],
};

type DayStyle =
  | { readonly month: "long"; readonly year: "numeric" }
  | { readonly weekday: "long" | "narrow" }
  | { readonly dateStyle: "full" };

/** A Sunday: the days of the week are written from here. */
const sunday = "2026-11-01";

/** A month as a grid: arrows, Home and End move in it, Page Up and Down by a month, with Shift by a year. */
export function Calendar({ value, today, onChoose }: CalendarProps) {
  const t = useTranslations("ui.date");
  const format = useFormatter();
  const heading = useId();
  const [at, setAt] = useState(value === "" ? today : value);
  const grid = useRef<HTMLTableElement>(null);
  const isByKey = useRef(true);
  const write = (day: string, style: DayStyle) => format.dateTime(new Date(day), { ...style, timeZone: "UTC" });

  // Opening it and moving by key take the focus along; the buttons for months keep it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each day that is moved to is focused.
  useEffect(() => {
    if (isByKey.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [at]);

  const move = (steps: readonly [DayMove, number], byKey: boolean) => {
    isByKey.current = byKey;
    setAt(movedDay(at, ...steps));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = moves[event.key];
    if (steps === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(steps[0] === "month" && event.shiftKey ? ["year", steps[1]] : steps, true);
  };

  return (
    <div>
      <div className="mb-1 flex items-center justify-between gap-2">
        <IconButton label={t("previousMonth")} onClick={() => move(["month", -1], false)}>
          <ChevronLeft aria-hidden />
        </IconButton>
        <span id={heading} aria-live="polite" className="font-medium first-letter:uppercase">
          {write(at, { month: "long", year: "numeric" })}
        </span>
        <IconButton label={t("nextMonth")} onClick={() => move(["month", 1], false)}>
          <ChevronRight aria-hidden />
        </IconButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of days is a table whose cells are moved through by key. */}
      <table ref={grid} role="grid" aria-labelledby={heading} onKeyDown={onKeyDown} className="border-collapse">
        <thead>
          <tr>
            {weeksOf(sunday)[0]?.map((day) => (
              <th
                key={day}
                scope="col"
                abbr={write(day ?? sunday, { weekday: "long" })}
                className="h-7 w-9 text-xs font-normal text-text-muted pointer-coarse:w-10"
              >
                {write(day ?? sunday, { weekday: "narrow" })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(at).map((week, row) => (
            <tr key={week.find((day) => day !== null) ?? row}>
              {week.map((day, column) =>
                day === null ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells outside the month have nothing else.
                  <td key={column} />
                ) : (
                  <td key={day} className="p-0">
                    <button
                      type="button"
                      tabIndex={day === at ? 0 : -1}
                      aria-pressed={day === value}
                      aria-label={write(day, { dateStyle: "full" })}
                      aria-current={day === today ? "date" : undefined}
                      onClick={() => onChoose(day)}
                      className={classNames(
                        "h-8 w-9 rounded-md tabular-nums hover:bg-surface-hover focus-visible:-outline-offset-2 pointer-coarse:h-10 pointer-coarse:w-10",
                        day === value && "bg-accent text-accent-contrast forced-chosen hover:bg-accent-hover",
                        day === today && day !== value && "font-semibold text-accent underline",
                      )}
                    >
                      {Number(day.slice(8))}
                    </button>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
