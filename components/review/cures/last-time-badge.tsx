"use client";

import { useTranslations } from "use-intl";
import { Badge } from "../../ui/badge.tsx";

/** Says that nobody decided this today. `portfolio`: whose memory it is, if not the file's own. */
export function LastTimeBadge({ portfolio }: { portfolio: string | null }) {
  const t = useTranslations("cures");
  return (
    <Badge tone="info" className="max-w-full">
      <span className="truncate">{portfolio === null ? t("asLastTime") : t("asIn", { portfolio })}</span>
    </Badge>
  );
}
