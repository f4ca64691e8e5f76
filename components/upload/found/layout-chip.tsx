"use client";

import { useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import { withLayout } from "#lib/domain/mapping/answers/layout.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { RadioGroup } from "../../ui/form/radio-group.tsx";
import { FindingChip } from "./finding-chip.tsx";

export interface LayoutChipProps {
  report: ReadingReport;
  fields: readonly Field[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

const layouts = ["row_per_obligation", "repeated_groups"] as const;

/**
 * How many obligations a row has. If the headers number them, the step below asks this in full, so nothing is
 * shown here.
 */
export function LayoutChip({ report, fields, mapping, onChange }: LayoutChipProps) {
  const t = useTranslations("mapping.layout");
  if (report.repeatedGroups !== undefined) return null;
  return (
    <FindingChip name={t("chip")} value={t(`chipValue.${mapping.layout}`)} evidence={t("chipText")} isDoubtful={false}>
      {(close) => (
        <RadioGroup
          label={t("question")}
          value={mapping.layout}
          choices={layouts.map((value) => ({
            value,
            label: t(`${value}.label`),
            description: t(`choices.${value}`),
          }))}
          onChange={(layout) => {
            close();
            onChange(withLayout(mapping, layout, report, fields));
          }}
        />
      )}
    </FindingChip>
  );
}
