"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { DateInput } from "./date-input.tsx";

/** Two dates, `from` and `to`, as fields of a form; the second is never before the first. */
export function BetweenDays({ from, to }: { from: string; to: string }) {
  const t = useTranslations("outcome.history.filters");
  const [days, setDays] = useState({ from, to });
  return (["from", "to"] as const).map((name) => (
    <div key={name} className="flex items-baseline gap-2 max-sm:w-full">
      <span aria-hidden className="text-sm text-text-muted max-sm:w-12">
        {t(name)}
      </span>
      <span className="sm:w-36 max-sm:flex-1">
        <DateInput
          name={name}
          label={t(name)}
          value={days[name]}
          min={name === "to" ? days.from : ""}
          onChange={(day) => setDays({ ...days, [name]: day })}
        />
      </span>
    </div>
  ));
}
