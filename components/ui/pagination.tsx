"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { buttonClasses } from "./form/button-classes.ts";
import { LinkButton } from "./form/link-button.tsx";

export interface PaginationProps {
  /** Absent: this is the first page. */
  previousHref: string | undefined;
  /** Absent: this is the last page. */
  nextHref: string | undefined;
  /** The order of the pages: `time` has the newest first, `list` an order of its own. */
  order: "time" | "list";
  /** Below a table, inside its box. */
  isInBox?: boolean;
  /** What this page shows, such as "25 cargas". */
  children?: ReactNode;
}

/** Pages by key: rows that are added meanwhile shift nothing. Renders nothing if everything is on one page. */
export function Pagination({ previousHref, nextHref, order, isInBox = false, children }: PaginationProps) {
  const t = useTranslations("ui.pagination");
  if (previousHref === undefined && nextHref === undefined) return null;
  return (
    <nav
      aria-label={t("label")}
      className={classNames("flex items-center gap-2 py-3 print:hidden", isInBox && "border-t border-border px-4")}
    >
      <span className="min-w-0 flex-1 text-sm text-text-muted">{children}</span>
      <PageLink href={previousHref}>
        <ChevronLeft aria-hidden />
        {t(`${order}.previous`)}
      </PageLink>
      <PageLink href={nextHref}>
        {t(`${order}.next`)}
        <ChevronRight aria-hidden />
      </PageLink>
    </nav>
  );
}

/** Does not scroll: the list changes in place. */
function PageLink({ href, children }: { href: string | undefined; children: ReactNode }) {
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
