"use client";

import { useLocale, useTranslations } from "use-intl";
import { weekdayName } from "#lib/i18n/weekdays.ts";
import { Checkbox } from "../ui/form/checkbox.tsx";
import type { DraftPart } from "./portfolio-form.tsx";

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** The weekdays on which a load is expected. */
export function ExpectedDays({ draft, onChange }: DraftPart) {
  const t = useTranslations("portfolios.form");
  const locale = useLocale();
  const toggle = (day: number, isChosen: boolean) =>
    onChange({ ...draft, expectedDays: weekdays.filter((one) => (one === day ? isChosen : has(one))) });
  const has = (day: number) => draft.expectedDays.includes(day);
  return (
    <fieldset className="sm:col-span-2">
      <legend className="mb-1 font-medium">{t("days")}</legend>
      <ul className="flex flex-wrap gap-x-5 gap-y-2 py-1">
        {weekdays.map((day) => (
          <li key={day}>
            <Checkbox
              label={weekdayName(locale, day, "long")}
              checked={has(day)}
              onCheckedChange={(isChosen) => toggle(day, isChosen)}
            />
          </li>
        ))}
      </ul>
      <p className="text-sm text-text-muted">{t("daysHint")}</p>
    </fieldset>
  );
}
