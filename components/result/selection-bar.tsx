"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Checkbox } from "../ui/form/checkbox.tsx";

export interface SelectionBarProps {
  mark: boolean | "indeterminate";
  /** How many are ticked. */
  count: number;
  onToggleAll: () => void;
  /** The actions for the ticked debtors, or for all. */
  children: ReactNode;
}

/** The bar above a table with debtors to tick: a checkbox for the whole page, and the actions. */
export function SelectionBar({ mark, count, onToggleAll, children }: SelectionBarProps) {
  const t = useTranslations("outcome.recover");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-border px-4 py-2 print:hidden">
      <Checkbox label={t("select")} checked={mark} onCheckedChange={onToggleAll} />
      <span aria-live="polite" className="text-sm text-text-muted tabular-nums">
        {t("selected", { count })}
      </span>
      <div className="ml-auto flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
