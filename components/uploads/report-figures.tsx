"use client";

import { useTranslations } from "use-intl";

export interface ReportFiguresProps {
  /** Debtors of the file that the report had. */
  inReport: number;
  /** Debtors that somebody wrote into it. */
  added: number;
  /** Debtors that still are to get in and that the file lacks. */
  removed: number;
}

/** Whom the file of a corrected report has, a sentence each; what there is none of takes no place. */
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
