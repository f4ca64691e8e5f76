"use client";

import { useTranslations } from "use-intl";
import { Callout } from "../ui/callout.tsx";
import { LinkButton } from "../ui/form/link-button.tsx";

/** That debtors may be twice in the CRM, and who; nothing for nobody. */
export function TwiceNotice({ count, href }: { count: number; href: string }) {
  const t = useTranslations("outcome.result");
  if (count === 0) return null;
  return (
    <Callout
      tone="warning"
      title={t("twiceTitle", { count })}
      action={
        <LinkButton href={href} size="sm">
          {t("twiceWho")}
        </LinkButton>
      }
    >
      {t("twiceText")}
    </Callout>
  );
}
