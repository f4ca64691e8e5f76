"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { usualPeriod } from "#lib/domain/history/figures-period.ts";
import { type HistoryFilter, lastDaysChoices } from "#lib/domain/history/history-filter.ts";
import { BetweenDays } from "../ui/form/between-days.tsx";
import { Select } from "../ui/form/select.tsx";

export interface PeriodChoiceProps {
  filter: Pick<HistoryFilter, "last" | "from" | "to">;
  /** There is no "at any time". */
  isNeeded: boolean;
  /** Not called for two dates: they are typed first. */
  onChange: () => void;
}

/** The last days, or two dates that appear when they are asked for, as fields of a form. */
export function PeriodChoice({ filter: { last, from, to }, isNeeded, onChange }: PeriodChoiceProps) {
  const t = useTranslations("history.filters");
  const [chosen, setChosen] = useState(
    from !== "" || to !== "" ? "between" : last !== null ? String(last) : isNeeded ? String(usualPeriod) : "any",
  );
  const choices = [
    ...(isNeeded ? [] : [{ value: "any", label: t("any") }]),
    ...lastDaysChoices.map((days) => ({ value: String(days), label: t("last", { days }) })),
    { value: "between", label: t("between") },
  ];
  return (
    <>
      <div className="max-sm:w-full sm:w-44">
        {chosen === "any" || chosen === "between" ? null : <input type="hidden" name="last" value={chosen} />}
        <Select
          label={t("period")}
          value={chosen}
          choices={choices}
          onChange={(next) => {
            setChosen(next);
            if (next !== "between") onChange();
          }}
        />
      </div>
      {chosen === "between" ? (
        <div className="flex flex-wrap items-start gap-2 max-sm:w-full">
          <BetweenDays from={from} to={to} />
        </div>
      ) : null}
    </>
  );
}
