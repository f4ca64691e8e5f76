"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { loadDays } from "#lib/i18n/load-days.ts";

/** Of when the volatile fields are that the CRM has of debtors who were not sent; nothing where that is nobody. */
export function VolatileOf({ view: { volatileOf }, className }: { view: UploadView; className?: string }) {
  const t = useTranslations("ui");
  const format = useFormatter();
  if (volatileOf === undefined) return null;
  const day = (iso: string) => format.dateTime(new Date(iso), { dateStyle: "medium" });
  return <span className={className}>{t("volatileOf", loadDays(volatileOf, day))}</span>;
}
