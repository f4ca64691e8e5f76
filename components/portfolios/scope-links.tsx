"use client";

import { useTranslations } from "use-intl";
import { ViewLinks } from "../ui/view-links.tsx";

const choices = [
  { name: "current", href: "/portfolios" },
  { name: "mine", href: "/portfolios?scope=mine" },
] as const;

/** Whether the list has the portfolios of the chosen tenant or of all one's tenants; kept in the address. */
export function ScopeLinks({ isOfAll }: { isOfAll: boolean }) {
  const t = useTranslations("portfolios.list");
  return (
    <ViewLinks
      label={t("scope")}
      links={choices.map(({ name, href }) => ({ href, name: t(name), isCurrent: isOfAll === (name === "mine") }))}
    />
  );
}
