"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { historyHref } from "#lib/domain/history/history-filter.ts";

const tabs = [
  { name: "loads", path: "/uploads" },
  { name: "figures", path: "/uploads/figures" },
] as const;

/** The two views of the history; the filter goes along. */
export function HistoryTabs({ current, query }: { current: (typeof tabs)[number]["name"]; query: string }) {
  const t = useTranslations("history.tabs");
  return (
    <nav aria-label={t("label")} className="mb-4 flex gap-2 print:hidden">
      {tabs.map(({ name, path }) => (
        <Link
          key={name}
          href={historyHref(path, query)}
          aria-current={name === current ? "page" : undefined}
          className="touch-target rounded-md border border-border px-3 py-1 text-text-muted hover:bg-surface-hover hover:text-text aria-[current=page]:border-transparent aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent aria-[current=page]:forced-chosen"
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}
