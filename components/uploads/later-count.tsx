"use client";

import { CheckCheck } from "lucide-react";
import { useTranslations } from "use-intl";

/** Debtors that did not get in here and that the CRM accepted later, in a retry or a correction. */
export function LaterCount({ count }: { count: number }) {
  const t = useTranslations("outcome.history");
  return (
    <span className="inline-flex items-center gap-1 font-medium text-accepted tabular-nums">
      <CheckCheck aria-hidden strokeWidth={2.5} className="size-3.5 shrink-0" />
      {t("later", { count })}
    </span>
  );
}
