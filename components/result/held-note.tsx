import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { May } from "../access/may.tsx";
import { TextLink } from "../ui/text-link.tsx";

/** What can be done about held debtors: nothing in the file, but their holds can end. `children`: who they are. */
export function HeldNote({ children }: { children: ReactNode }) {
  const t = useTranslations("outcome.recover");
  return (
    <span className="block text-xs text-text-muted">
      {children}{" "}
      <May permission="holds.manage">
        <TextLink href="/holds">{t("toHolds")}</TextLink>
      </May>
    </span>
  );
}
