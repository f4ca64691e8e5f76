"use client";

import { useTranslations } from "use-intl";
import type { CloseOutPlan } from "#lib/domain/views/close-out-view.ts";
import { Section } from "../ui/section.tsx";
import { CloseOutFigures } from "./close-out-figures.tsx";

/** What a close-out that waits to be confirmed closes: debtors, what they owed, and what is written instead. */
export function ClosingSection({ plan }: { plan: CloseOutPlan }) {
  const t = useTranslations("portfolios.closeOut");
  const settings = useTranslations("portfolios.settings");
  const { marker } = plan;
  const marks = [
    ...(marker?.balance === true ? [settings("closeOutBalance")] : []),
    ...(marker?.field == null ? [] : [settings("fieldIs", { field: marker.field.apiKey, value: marker.field.value })]),
  ];
  return (
    <Section title={t("closingTitle")} description={t("closingText", { marks: marks.join(" · ") })}>
      <div className="flex flex-col gap-4 py-2">
        <CloseOutFigures plan={plan} isMade />
      </div>
    </Section>
  );
}
