"use client";

import { useTranslations } from "use-intl";

export interface ReportFiguresProps {
  /** Debtors of the file that the report had. */
  inReport: number;
  /** Debtors that somebody added to it. */
  added: number;
  /** Debtors that still have to get in and are missing in the file. */
  removed: number;
}

/**
 * The debtors in the file of a corrected report, a sentence for each count; without those that are 0, except
 * the first.
 */
export function ReportFigures({ inReport, added, removed }: ReportFiguresProps) {
  const t = useTranslations("ui.report");
  return (
    <>
      <span>{t("inReport", { count: inReport })}</span>
      {added === 0 ? null : <span>{t("added", { count: added })}</span>}
      {removed === 0 ? null : <span>{t("removed", { count: removed })}</span>}
    </>
  );
}
