"use client";

import { useTranslations } from "use-intl";
import type { RowRemark as Remark } from "#lib/spreadsheet/protocol/review.ts";

/** What a report said about this row when it was downloaded: its outcome, the reason, and the CRM's own words. */
export function RowRemark({ remark }: { remark: Remark }) {
  const t = useTranslations("drop.correction");
  const { line, result, reason, remoteText } = remark;
  if (line === "" && result === "") return <p className="mt-1 text-sm text-text-muted">{t("addedRow")}</p>;
  return (
    <p className="mt-1 flex flex-wrap items-baseline gap-x-2 text-sm">
      <span className="text-text-muted">{t("reported", { line })}</span>
      <span className="font-medium">{result}.</span>
      {reason === "" ? null : <span>{reason}</span>}
      {remoteText === "" ? null : (
        <q className="font-mono text-xs text-text-muted [overflow-wrap:anywhere]">{remoteText}</q>
      )}
    </p>
  );
}
