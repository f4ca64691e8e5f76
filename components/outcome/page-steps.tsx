"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { buttonClasses } from "../ui/button-classes.ts";
import { LinkButton } from "../ui/link-button.tsx";

export interface PageStepsProps {
  previousHref: string | undefined;
  nextHref: string | undefined;
  /** What this page shows. */
  children: ReactNode;
}

/** Goes through a list that has no dates, in its own order. Nothing where all of it is on one page. */
export function PageSteps({ previousHref, nextHref, children }: PageStepsProps) {
  const t = useTranslations("outcome.records");
  if (previousHref === undefined && nextHref === undefined) return null;
  return (
    <nav aria-label={t("pages")} className="flex items-center gap-2 border-t border-border px-4 py-3">
      <span className="min-w-0 flex-1 text-sm text-text-muted">{children}</span>
      <Step href={previousHref}>
        <ChevronLeft aria-hidden />
        {t("previous")}
      </Step>
      <Step href={nextHref}>
        {t("next")}
        <ChevronRight aria-hidden />
      </Step>
    </nav>
  );
}

function Step({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) {
    return (
      <span aria-disabled className={buttonClasses("secondary", "sm")}>
        {children}
      </span>
    );
  }
  return (
    <LinkButton href={href} size="sm" scroll={false}>
      {children}
    </LinkButton>
  );
}
