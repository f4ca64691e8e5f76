"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { loadDays } from "#lib/i18n/load-days.ts";

/** Of when the volatile fields are that the load's operation has of debtors who were not sent; nothing where that is nobody. */
export function VolatileOf({ view, className }: { view: UploadView; className?: string }) {
  const { volatileOf, confirmedFor: went, tenant } = view;
  const t = useTranslations("ui");
  const format = useFormatter();
  if (volatileOf === undefined) return null;
  const day = (iso: string) => format.dateTime(new Date(iso), { dateStyle: "medium" });
  const days = loadDays(volatileOf, day);
  // The tenant's CRM is another one by now, of which nothing of this is known.
  const isElsewhere = went != null && (went.operation !== tenant.operation || went.server !== tenant.server);
  return (
    <span className={className}>
      {isElsewhere ? t("volatileOfElsewhere", { ...days, operation: went.operation }) : t("volatileOf", days)}
    </span>
  );
}
