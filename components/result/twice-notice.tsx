"use client";

import { useTranslations } from "use-intl";
import type { Twice } from "#lib/domain/views/plans.ts";
import { Callout } from "../ui/callout.tsx";
import { LinkButton } from "../ui/form/link-button.tsx";

/** That debtors may be twice in the CRM, and who; nothing for nobody. */
export function TwiceNotice({ of, href }: { of: Twice; href: string }) {
  const t = useTranslations("outcome.result");
  if (of.debtors === 0) return null;
  return (
    <Callout
      tone="warning"
      title={t("twiceTitle", { count: of.debtors, isPart: of.isPart ? "yes" : "no" })}
      action={
        <LinkButton href={href} size="sm">
          {t("twiceWho")}
        </LinkButton>
      }
    >
      {of.resent === 0 ? null : <p>{t("twiceText")}</p>}
      {of.debtors === of.resent ? null : <p>{t("twiceTextDoubled")}</p>}
    </Callout>
  );
}
