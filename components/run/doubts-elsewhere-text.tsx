"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { DoubtsElsewhere } from "#lib/domain/views/plans.ts";
import { TextLink } from "../ui/text-link.tsx";

/** How many debtors of which other portfolios an upload leaves in doubt, and what becomes of them. */
export function DoubtsElsewhereText({ doubts: { portfolios, isPart } }: { doubts: DoubtsElsewhere }) {
  const t = useTranslations("portfolios.doubtsElsewhere");
  return (
    <>
      <ul>
        {portfolios.map(({ id, name, debtors }) => (
          <li key={id} className="flex gap-1.5 text-warning">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span className="[overflow-wrap:anywhere]">
              {t.rich("line", {
                debtors,
                name,
                link: (words) => <TextLink href={`/portfolios/${id}`}>{words}</TextLink>,
              })}
            </span>
          </li>
        ))}
      </ul>
      <span className="block text-sm text-text-muted">{t("text", { count: portfolios.length })}</span>
      {isPart ? <span className="block text-sm text-text-muted">{t("part")}</span> : null}
    </>
  );
}
