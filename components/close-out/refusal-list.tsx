"use client";

import { useTranslations } from "use-intl";
import type { CloseOutRefusal } from "#lib/domain/portfolio/close-out.ts";
import { classNames } from "../ui/class-names.ts";
import { TextLink } from "../ui/text-link.tsx";

export interface RefusalListProps {
  id?: string;
  refusals: readonly CloseOutRefusal[];
  portfolioId: string;
  className?: string;
}

/** Each reason why there can be no close-out; where the portfolio has no marker, with the way to set it. */
export function RefusalList({ id, refusals, portfolioId, className }: RefusalListProps) {
  const t = useTranslations("portfolios.closeOut");
  return (
    <ul id={id} className={classNames("flex flex-col gap-1", className)}>
      {refusals.map((refusal) => (
        <li key={refusal}>
          {t(`refusal.${refusal}`)}
          {refusal === "no_marker" ? (
            <>
              {" "}
              <TextLink href={`/portfolios/${portfolioId}/edit`}>{t("setMarker")}</TextLink>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
