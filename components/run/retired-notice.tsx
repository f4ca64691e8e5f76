"use client";

import { useTranslations } from "use-intl";
import { useMay } from "../access/may.tsx";
import { Callout } from "../ui/callout.tsx";

/** Of an upload that was not confirmed before its tenant was retired. */
export function RetiredNotice() {
  const t = useTranslations("outcome.confirm.retired");
  return (
    <Callout tone="warning" title={t("title")}>
      <p>{t("text")}</p>
      {useMay("uploads.cancel") ? <p>{t("discard")}</p> : null}
    </Callout>
  );
}
