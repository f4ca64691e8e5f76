"use client";

import { useTranslations } from "use-intl";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import type { DraftPart } from "./portfolio-form.tsx";
import { useThresholdText } from "./threshold-table.tsx";
import { defaultThresholds, thresholdNames, thresholdUnits } from "./thresholds.ts";

/** The limits of the checks; an empty box is the default, which stands below it. */
export function ThresholdFields({ draft, onChange, errorOf }: DraftPart) {
  const t = useTranslations("portfolios.thresholds");
  const textOf = useThresholdText();
  const { thresholds } = draft;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {thresholdNames.map((name) => (
        <Field
          key={name}
          label={thresholdUnits[name] === "share" ? t("inPercent", { name: t(`names.${name}`) }) : t(`names.${name}`)}
          hint={t("defaultIs", { value: textOf(name, defaultThresholds[name]) })}
          error={errorOf(`thresholds.${name}`)}
          isOptional
        >
          <Input
            name={name}
            value={thresholds[name] ?? ""}
            inputMode="decimal"
            autoComplete="off"
            className="tabular-nums"
            onChange={(event) => onChange({ ...draft, thresholds: { ...thresholds, [name]: event.target.value } })}
          />
        </Field>
      ))}
    </div>
  );
}
