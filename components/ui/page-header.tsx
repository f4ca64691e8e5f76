"use client";

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
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
  /** In one line, where the window is wide enough: the page's content needs its height. */
  isLow?: boolean;
}

/** The head of every page: the primary action is always in the same place. */
export function PageHeader({ title, description, breadcrumbs = [], actions, isLow = false }: PageHeaderProps) {
  const t = useTranslations("ui");
  return (
    <header
      data-low-head={isLow || undefined}
      className={classNames(
        "mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3 sm:mb-6",
        isLow && "lg:mb-2 lg:min-h-8 lg:items-center",
      )}
    >
      <div className={classNames("min-w-0 flex-1 basis-72", isLow && "lg:flex lg:items-center lg:gap-x-2")}>
        {breadcrumbs.length === 0 ? null : (
          <nav
            aria-label={t("breadcrumbs")}
            className={classNames("mb-1 print:hidden", isLow && "lg:mb-0 lg:shrink-0")}
          >
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
        <h1
          className={classNames(
            "text-xl font-semibold tracking-tight text-balance [overflow-wrap:anywhere]",
            isLow && "lg:shrink-0 lg:text-lg",
          )}
        >
          {title}
        </h1>
        {description === undefined ? null : (
          <div
            className={classNames(
              "mt-1 max-w-3xl text-text-muted",
              isLow && "lg:mt-0 lg:min-w-0 lg:text-xs lg:leading-4",
            )}
          >
            {description}
          </div>
        )}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
    </header>
  );
}
