"use client";

import { useTranslations } from "use-intl";
import { historyHref } from "#lib/domain/history/history-filter.ts";
import { ViewLinks } from "../ui/view-links.tsx";

const tabs = [
  { name: "loads", path: "/uploads" },
  { name: "figures", path: "/uploads/figures" },
] as const;

/** The two views of the history; the filter goes along. */
export function HistoryTabs({ current, query }: { current: (typeof tabs)[number]["name"]; query: string }) {
  const t = useTranslations("history.tabs");
  return (
    <ViewLinks
      label={t("label")}
      links={tabs.map(({ name, path }) => ({
        href: historyHref(path, query),
        name: t(name),
        isCurrent: name === current,
      }))}
    />
  );
}
