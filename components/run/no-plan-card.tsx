"use client";

import { useTranslations } from "use-intl";
import { Section } from "../ui/section.tsx";

/** In place of the plan of an upload that would send nobody: it has no batches, calls or time to speak of. */
export function NoPlanCard() {
  const t = useTranslations("outcome.confirm");
  return (
    <Section title={t("planTitle")}>
      <p className="py-2 text-text-muted">{t("planNone")}</p>
    </Section>
  );
}
