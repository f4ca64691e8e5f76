"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { SentLately } from "#lib/domain/views/comparison-view.ts";
import { DateTime } from "../ui/date-time.tsx";
import { TextLink } from "../ui/text-link.tsx";

/** How many debtors of an upload of no portfolio others of the last days have sent, with the latest. */
export function SentLatelyText({ sent }: { sent: SentLately }) {
  const t = useTranslations("portfolios.comparison.lately");
  const { debtors, days, latest, lookedAt } = sent;
  return (
    <>
      <span className="flex gap-1.5 text-warning">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>{t("text", { debtors, days })}</span>
      </span>
      {lookedAt === null ? null : <span className="block text-sm text-text-muted">{t("part", { lookedAt })}</span>}
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
