"use client";

import { useTranslations } from "use-intl";
import type { Layout } from "#lib/domain/mapping/answers/layout.ts";
import { Callout } from "../ui/callout.tsx";
import { RadioGroup } from "../ui/form/radio-group.tsx";

export interface LayoutChoiceProps {
  layout: Layout;
  /** How many obligations a row can have. */
  count: number;
  onChange: (layout: Layout) => void;
}

/** Numbered columns may be several obligations in a row or just columns with numbers; only the user knows. */
export function LayoutChoice({ layout, count, onChange }: LayoutChoiceProps) {
  const t = useTranslations("mapping.layout");
  const layouts: readonly Layout[] = ["repeated_groups", "row_per_obligation"];
  return (
    <Callout title={t("title", { count })}>
      <RadioGroup
        label={t("question")}
        value={layout}
        choices={layouts.map((value) => ({
          value,
          label: t(`${value}.label`, { count }),
          description: t(`${value}.text`, { count }),
        }))}
        onChange={onChange}
      />
    </Callout>
  );
}
