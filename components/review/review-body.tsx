"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { FilterBar } from "./filter-bar.tsx";
import { FindBar } from "./find/find-bar.tsx";
import { ReviewRows } from "./review-rows.tsx";
import type { ReviewState } from "./use-review.ts";

/** The problems beside the rows; narrow windows have them in a sheet. */
export function ProblemsAside({ children }: { children: ReactNode }) {
  const t = useTranslations("review.panel");
  return (
    <aside
      aria-label={t("title")}
      className="relative hidden w-68 shrink-0 overflow-hidden rounded-lg border border-border bg-surface-raised lg:block"
    >
      {/* It scrolls beside the rows and is no higher than they are. */}
      <div className="absolute inset-0 overflow-y-auto">
        <h2 className="sticky top-0 z-10 border-b border-border bg-surface-raised px-3 py-2 text-sm font-semibold">
          {t("title")}
        </h2>
        {children}
      </div>
    </aside>
  );
}

export interface ReviewBodyProps {
  review: ReviewState;
  mapping: Mapping;
  summary: ReviewSummary;
  onOpenPanel: () => void;
  /** In the bar, behind its buttons. */
  children: ReactNode;
}

/** What is shown of the rows, the search in them, and the rows. */
export function ReviewBody({ review, mapping, summary, onOpenPanel, children }: ReviewBodyProps) {
  const { columns, headers, edits, table, walk, find, replace } = review;
  return (
    <div className="flex min-w-0 grow basis-0 flex-col gap-2">
      <FilterBar
        summary={summary}
        filter={table.filter}
        isBusy={edits.isBusy}
        progress={edits.progress}
        canUndo={summary.canUndo}
        canRedo={summary.canRedo}
        onFilter={table.setFilter}
        onNext={() => void walk(1)}
        onPrevious={() => void walk(-1)}
        onUndo={edits.undo}
        onRedo={edits.redo}
        onFind={find.isOpen ? find.close : find.open}
        onOpenPanel={onOpenPanel}
        conditions={review.heads.conditions}
      >
        {children}
      </FilterBar>
      {find.isOpen ? (
        <FindBar
          find={find}
          columns={columns}
          isBusy={edits.isBusy}
          onReplace={replace}
          onClose={() => {
            find.close();
            table.focus(table.cell);
          }}
        />
      ) : null}
      <ReviewRows
        columns={columns}
        headSummary={review.heads.headSummary}
        headers={headers}
        mapping={mapping}
        table={table}
        edits={edits}
        find={find}
      />
    </div>
  );
}
