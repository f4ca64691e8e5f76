"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { SentLately } from "#lib/domain/views/comparison-view.ts";
import { DateTime } from "../ui/date-time.tsx";
import { TextLink } from "../ui/text-link.tsx";

/** How many of an upload's debtors other uploads of the last days have sent, with the latest; a warning unless expected. */
export function SentLatelyText({ sent, isExpected }: { sent: SentLately; isExpected: boolean }) {
  const t = useTranslations("portfolios.comparison.lately");
  const { debtors, days, latest, isPart } = sent;
  return (
    <>
      <span className={isExpected ? "" : "flex gap-1.5 text-warning"}>
        {isExpected ? null : <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />}
        <span>{t("text", { debtors, days })}</span>
      </span>
      {isPart ? <span className="block text-sm text-text-muted">{t("part")}</span> : null}
      <span className="block text-sm text-text-muted">
        {t.rich("latest", {
          name: latest.fileName,
          link: (words) => <TextLink href={`/uploads/${latest.uploadId}`}>{words}</TextLink>,
          at: () => <DateTime value={latest.confirmedAt} />,
        })}
      </span>
    </>
  );
}
