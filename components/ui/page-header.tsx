"use client";

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { TextLink } from "./text-link.tsx";

export interface Breadcrumb {
  readonly label: string;
  readonly href: string;
}

export interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** The pages above this one; the page itself is the title. */
  breadcrumbs?: readonly Breadcrumb[];
  /** The page's one primary action, with secondary ones before it. */
  actions?: ReactNode;
}

/** The head of every page: the primary action is always in the same place. */
export function PageHeader({ title, description, breadcrumbs = [], actions }: PageHeaderProps) {
  const t = useTranslations("ui");
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        {breadcrumbs.length === 0 ? null : (
          <nav aria-label={t("breadcrumbs")} className="mb-1 print:hidden">
            <ol className="flex flex-wrap items-center gap-1 text-sm text-text-muted">
              {breadcrumbs.map((crumb) => (
                <li key={crumb.href} className="flex items-center gap-1">
                  <TextLink href={crumb.href} className="touch-target">
                    {crumb.label}
                  </TextLink>
                  <ChevronRight aria-hidden className="size-3.5" />
                </li>
              ))}
            </ol>
          </nav>
        )}
        <h1 className="text-xl font-semibold tracking-tight text-balance [overflow-wrap:anywhere]">{title}</h1>
        {description === undefined ? null : <div className="mt-1 max-w-3xl text-text-muted">{description}</div>}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
    </header>
  );
}
