"use client";

import { useTranslations } from "use-intl";
import { Button } from "../ui/form/button.tsx";
import { type ReviewTableState, showsEveryRow } from "./use-review-table.ts";

export interface ShownLineProps {
  table: Pick<ReviewTableState, "filter" | "total" | "moved" | "reapply">;
  /** All rows. */
  of: number;
}

/**
 * How many rows a filter shows, and how many it would no longer show if it were applied now. A line of its own, and
 * there as long as the filter is: what comes while somebody types must not move the rows.
 */
export function ShownLine({ table, of }: ShownLineProps) {
  const { filter, total, moved, reapply } = table;
  const t = useTranslations("review.bar");
  if (showsEveryRow(filter)) return null;
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-3 text-sm text-text-muted tabular-nums">
      <span role="status">
        {total === null ? null : t("shown", { total, of })}
        {moved === null || moved.gone === 0 ? null : ` · ${t("gone", { count: moved.gone })}`}
        {moved === null || moved.come === 0 ? null : ` · ${t("come", { count: moved.come })}`}
      </span>
      {moved === null ? null : (
        <Button size="sm" onClick={reapply}>
          {t("reapply")}
        </Button>
      )}
    </div>
  );
}
