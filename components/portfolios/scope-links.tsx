"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";

const choices = [
  { name: "current", href: "/portfolios" },
  { name: "mine", href: "/portfolios?scope=mine" },
] as const;

/** Whether the list has the portfolios of the chosen tenant or of all one's tenants; kept in the address. */
export function ScopeLinks({ isOfAll }: { isOfAll: boolean }) {
  const t = useTranslations("portfolios.list");
  return (
    <nav aria-label={t("scope")} className="mb-4 flex gap-2">
      {choices.map(({ name, href }) => (
        <Link
          key={name}
          href={href}
          aria-current={isOfAll === (name === "mine") ? "page" : undefined}
          className="touch-target rounded-md border border-border px-3 py-1 text-text-muted hover:bg-surface-hover hover:text-text aria-[current=page]:border-transparent aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent aria-[current=page]:forced-chosen"
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}
