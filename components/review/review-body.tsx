"use client";

import type { ReactNode } from "react";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { FilterBar } from "./filter-bar.tsx";
import { FindBar } from "./find/find-bar.tsx";
import { ReviewRows } from "./review-rows.tsx";
import type { ReviewState } from "./use-review.ts";

export interface ReviewBodyProps {
  review: ReviewState;
  mapping: Mapping;
  summary: ReviewSummary;
  rowHeightPx: number;
  onOpenPanel: () => void;
  onShowPanel: (() => void) | null;
  takesFocus: boolean;
  /** In the bar, behind its buttons. */
  children: ReactNode;
}

/** What is shown of the rows, the search in them, and the rows. */
export function ReviewBody({ review, mapping, summary, rowHeightPx, children, ...panel }: ReviewBodyProps) {
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
        {...panel}
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
        model={review.arranged.model}
        rowHeightPx={rowHeightPx}
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
