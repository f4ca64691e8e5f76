"use client";

import type { ReactNode } from "react";
import { type CellCondition, withCondition } from "#lib/domain/summary/column-summary.ts";
import { ConditionChips } from "../columns/condition-chips.tsx";
import { HeadSummary } from "../columns/head-summary.tsx";
import type { SummarySource } from "../columns/summaries.ts";
import { useSummaries } from "../columns/use-summaries.ts";
import type { ReviewColumn } from "./review-columns.ts";
import { type ReviewTableState, withWhere } from "./use-review-table.ts";

export interface HeadSummaries {
  /** What a column holds; nothing below the head of the lines. */
  readonly headSummary: (columnId: string) => ReactNode;
  /** The conditions that were chosen from summaries. */
  readonly conditions: ReactNode;
}

/** What columns hold, and the conditions on them; a click on one shows only its rows. */
export function useHeadSummaries(input: {
  file: object;
  source: SummarySource;
  columns: readonly ReviewColumn[];
  table: ReviewTableState;
  currency: string;
}): HeadSummaries {
  const { columns, table, currency } = input;
  const summaries = useSummaries(input.file, input.source);
  const where = table.filter.where ?? [];
  const choose = (column: number, holds: CellCondition | null) =>
    table.setFilter(withWhere(table.filter, withCondition(where, column, holds)));
  const titleOf = (column: number) => columns.find(({ index }) => index === column)?.title ?? "";
  const current = columns[Math.max(0, table.cell.column - 1)]?.index;
  return {
    headSummary: (columnId) => {
      const column = Number(columnId);
      return Number.isNaN(column) ? null : (
        <HeadSummary
          summaries={summaries}
          column={column}
          title={titleOf(column)}
          currency={currency}
          chosen={where.find((condition) => condition.column === column)?.holds ?? null}
          isTabStop={column === current}
          onChoose={(holds) => choose(column, holds)}
        />
      );
    },
    conditions: (
      <ConditionChips
        where={where}
        summaries={summaries}
        titleOf={titleOf}
        onChange={(next) => table.setFilter(withWhere(table.filter, next))}
      />
    ),
  };
}
