"use client";

import { useCallback, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { CellMatch } from "#lib/spreadsheet/protocol/find.ts";
import type { ReadingReport, ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { showToast } from "../ui/overlay/toast.tsx";
import { useDebtorsView } from "./debtors/use-debtors-view.ts";
import { useFind } from "./find/use-find.ts";
import { useReplacing } from "./find/use-replacing.ts";
import type { ReviewSource } from "./review-source.ts";
import { useHeadSummaries } from "./use-head-summaries.tsx";
import { useIssueWalk } from "./use-issue-walk.ts";
import { type KeptPlace, useKeptPlace } from "./use-kept-place.ts";
import { useReviewEdits } from "./use-review-edits.ts";
import { type ReviewTableState, showsEveryRow, useReviewTable } from "./use-review-table.ts";
import { type Rememberer, useReviewColumns } from "./view/use-review-columns.ts";

export interface ReviewInput extends KeptPlace {
  source: ReviewSource;
  report: ReadingReport;
  fields: readonly Field[];
  mapping: Mapping;
  rememberer: Rememberer;
  /** ISO 4217. */
  currency: string;
  onTakenIn: (takenIn: ReadingSettings["takenIn"]) => void;
  /** A decision for a whole group changes the mapping. */
  onMapping: (mapping: Mapping) => void;
  onSummary: (summary: ReviewSummary) => void;
  onFault: (error: unknown) => void;
}

/** The rows of the review with their corrections, and the ways through them: from issue to issue, and by a search. */
export function useReview(input: ReviewInput) {
  const { source, onFault } = input;
  const arranged = useReviewColumns(input);
  const columns = arranged.shown;
  const fileColumns = useMemo(() => columns.map((column) => column.index), [columns]);
  // The row's line stands in for a hidden column: the inspector has all of the row's problems there.
  const placeOf = useCallback((column: number | null) => fileColumns.indexOf(column ?? -1) + 1, [fileColumns]);
  const tableRef = useRef<ReviewTableState>(null);
  const t = useTranslations("review.blocks");
  const edits = useReviewEdits({
    ...input,
    onMoved: () => showToast("error", t("moved")),
    // With a filter, that row may not be shown, and its position is not known.
    onTravelled: ({ row, column }) => {
      const table = tableRef.current;
      if (table !== null && showsEveryRow(table.filter)) table.reveal({ row, column: placeOf(column) }, row);
    },
  });
  const table = useReviewTable({ ask: source.window, columns, version: edits.version, onFault });
  tableRef.current = table;
  const debtors = useDebtorsView(table, input.place?.debtors ?? null);
  useKeptPlace(input, table, columns, debtors);
  const bar = useTranslations("review.bar");
  const walk = useIssueWalk({
    ...table,
    source,
    columns,
    onArrive: table.focus,
    onAround: (direction) => showToast("success", bar(direction === 1 ? "aroundStart" : "aroundEnd")),
    onFault,
  });
  const find = useFind({
    source,
    columns: fileColumns,
    filter: table.filter,
    version: edits.version,
    standing: table.standing,
    onArrive: ({ row, position, column }: CellMatch) => table.reveal({ row: position, column: placeOf(column) }, row),
    onFault,
  });
  const replace = useReplacing(find, edits);
  const heads = useHeadSummaries({
    file: input.report,
    source: { ask: source.columnSummary, keyOf: () => String(edits.version), onFault },
    columns,
    table,
    currency: input.currency,
  });
  return { columns, arranged, headers: arranged.headers, placeOf, edits, table, debtors, walk, find, replace, heads };
}

export type ReviewState = ReturnType<typeof useReview>;
