"use client";

import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";

/** The columns are last time's, and nobody has looked at them today. */
export function RememberedNote({ onShow }: { onShow: () => void }) {
  const t = useTranslations("review.remembered");
  return (
    <Callout
      tone="info"
      role="status"
      title={t("title")}
      action={<Button onClick={onShow}>{t("show")}</Button>}
      className="max-sm:flex-nowrap"
    >
      <span className="max-sm:sr-only">{t("text")}</span>
    </Callout>
  );
}
