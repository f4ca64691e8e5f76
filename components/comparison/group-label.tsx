"use client";

import { useTranslations } from "use-intl";
import type { ComparedGroup } from "#lib/domain/portfolio/comparison/comparison.ts";
import { groupIcons } from "./group-style.ts";

export interface GroupLabelProps {
  group: ComparedGroup;
  level?: "debtors" | "obligations";
  /** Whether the file tells who is gone; what a part does not name may be in another, and by a cancelled load nobody is. */
  tellsGone?: boolean;
}

/** The name of a group of compared debtors or obligations, with its icon. */
export function GroupLabel({ group, level = "debtors", tellsGone = true }: GroupLabelProps) {
  const t = useTranslations("portfolios.comparison");
  const Icon = groupIcons[group];
  return (
    <span className="inline-flex items-center gap-1.5 font-medium whitespace-nowrap">
      <Icon aria-hidden className="size-4" />
      {group === "gone" && !tellsGone
        ? t("notInFile")
        : t(level === "debtors" ? `groups.${group}` : `ofObligations.${group}`)}
    </span>
  );
}
