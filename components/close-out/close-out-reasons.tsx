"use client";

import { useTranslations } from "use-intl";
import type { CloseOutPlan } from "#lib/domain/views/close-out-view.ts";
import { Callout } from "../ui/callout.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { CloseOutFigures } from "./close-out-figures.tsx";
import { RefusalList } from "./refusal-list.tsx";

/** What a close-out would do; or only why there can be none, with whom it would not touch where that is why. */
export function CloseOutReasons({ plan }: { plan: CloseOutPlan }) {
  return (
    <>
      <Obstacle plan={plan} />
      {plan.refusals.every((refusal) => refusal === "nobody") ? <CloseOutFigures plan={plan} /> : null}
    </>
  );
}

/** One that is open already, or each reason why there can be none. */
function Obstacle({ plan: { openId, refusals, portfolio } }: { plan: CloseOutPlan }) {
  const t = useTranslations("portfolios.closeOut");
  if (openId !== null)
    return (
      <Callout tone="info" action={<TextLink href={`/uploads/${openId}`}>{t("openAlreadyLink")}</TextLink>}>
        {t("openAlready")}
      </Callout>
    );
  if (refusals.length === 0) return null;
  return (
    <Callout tone="warning" title={t("refusedTitle")}>
      <RefusalList refusals={refusals} portfolioId={portfolio.id} />
    </Callout>
  );
}
