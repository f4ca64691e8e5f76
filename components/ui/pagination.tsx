"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { buttonClasses } from "./button-classes.ts";
import { LinkButton } from "./link-button.tsx";

export interface PaginationProps {
  /** Absent: this is the newest page. */
  newerHref?: string | undefined;
  /** Absent: this is the oldest page. */
  olderHref?: string | undefined;
  /** What this page shows, such as "25 cargas". */
  children?: ReactNode;
}

/** Pages by key: what is added meanwhile shifts nothing. */
export function Pagination({ newerHref, olderHref, children }: PaginationProps) {
  const t = useTranslations("ui");
  return (
    <nav aria-label={t("pages")} className="flex items-center gap-2 py-3">
      <span className="min-w-0 flex-1 text-sm text-text-muted">{children}</span>
      <PageLink href={newerHref}>
        <ChevronLeft aria-hidden />
        {t("newer")}
      </PageLink>
      <PageLink href={olderHref}>
        {t("older")}
        <ChevronRight aria-hidden />
      </PageLink>
    </nav>
  );
}

function PageLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) {
    return (
      <span aria-disabled className={buttonClasses("secondary", "sm")}>
        {children}
      </span>
    );
  }
  return (
    <LinkButton href={href} size="sm">
      {children}
    </LinkButton>
  );
}
