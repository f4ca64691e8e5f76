"use client";

import { useTranslations } from "use-intl";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { Callout } from "../../ui/callout.tsx";

/**
 * The file is a report, but of an upload that this tenant does not have, or no longer names its upload: it is
 * read like any other file.
 */
export function UnknownReportNote({ report }: { readonly report: ReadingReport }) {
  const t = useTranslations(report.reportOf?.length === 0 ? "drop.unreferredReport" : "drop.unknownReport");
  return (
    <Callout tone="warning" role="status" title={t("title")}>
      {t("text")}
    </Callout>
  );
}
