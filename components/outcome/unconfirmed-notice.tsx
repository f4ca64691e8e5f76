"use client";

import { useTranslations } from "use-intl";
import { Callout } from "../ui/callout.tsx";

/** What to do about clients of whom nobody knows whether they got in. */
export function UnconfirmedNotice({ count }: { count: number }) {
  const t = useTranslations("outcome.result");
  if (count === 0) return null;
  return (
    <Callout tone="warning" title={t("unconfirmedTitle", { count })}>
      {t("unconfirmedText")}
    </Callout>
  );
}
