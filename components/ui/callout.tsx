"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { toneClasses } from "./tone-classes.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, error: CircleAlert } as const;

export interface CalloutProps {
  tone?: keyof typeof icons;
  title?: ReactNode;
  /** Buttons or links with the next step. */
  action?: ReactNode;
  /** Read out when it appears: `alert` interrupts, `status` waits. */
  role?: "alert" | "status";
  className?: string;
  children?: ReactNode;
}

/** Something the reader of this page has to know, with what to do about it. */
export function Callout({ tone = "info", title, action, role, className, children }: CalloutProps) {
  const t = useTranslations("ui");
  const Icon = icons[tone];
  return (
    <div
      role={role}
      className={classNames(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border px-3 py-2.5",
        toneClasses[tone],
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-60 gap-3">
        <Icon aria-hidden className="mt-[3px] size-4 shrink-0" />
        <VisuallyHidden>{t(`callout.${tone}`)}: </VisuallyHidden>
        <div className="min-w-0 flex-1">
          {title === undefined ? null : <p className="font-semibold">{title}</p>}
          {children === undefined ? null : <div className="text-text">{children}</div>}
        </div>
      </div>
      {action === undefined ? null : <div className="flex flex-wrap items-center gap-2 self-center">{action}</div>}
    </div>
  );
}
