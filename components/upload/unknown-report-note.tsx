"use client";

import { useTranslations } from "use-intl";
import { Callout } from "../ui/callout.tsx";

/** The file says that it is a report, of an upload that this operation does not have: it is taken as any other file. */
export function UnknownReportNote() {
  const t = useTranslations("drop.unknownReport");
  return (
    <Callout tone="warning" role="status" title={t("title")}>
      {t("text")}
    </Callout>
  );
}
