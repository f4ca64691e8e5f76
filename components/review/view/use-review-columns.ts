"use client";

import { useCallback, useMemo } from "react";
import { useMessages } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import { fingerprint } from "#lib/domain/mapping/headers/fingerprint.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { fieldWords } from "#lib/i18n/field-words.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import type { ColumnLayout } from "../../data-table/column-layout.ts";
import { type ColumnModel, useColumnModel } from "../../data-table/use-column-model.ts";
import { type ReviewColumn, reviewColumns } from "../review-columns.ts";
import { layoutOf, readColumns, withLayout } from "./remembered-columns.ts";
import { useRemembered } from "./use-remembered.ts";

/** Whose choices are remembered: of columns per user and tenant, of the rest per user. */
export interface Rememberer {
  readonly user: string;
  readonly tenant: string;
}

/** The columns of the file, those that are shown in their order, and what arranges them. */
export interface ReviewColumns {
  readonly all: readonly ReviewColumn[];
  readonly shown: readonly ReviewColumn[];
  readonly headers: readonly string[];
  readonly model: ColumnModel;
}

export function useReviewColumns(input: {
  report: ReadingReport;
  mapping: Mapping;
  fields: readonly Field[];
  rememberer: Rememberer;
}): ReviewColumns {
  const { report, mapping, fields, rememberer } = input;
  const catalogue = useMessages().fields;
  const headers = useMemo(() => report.columns.map((column) => column.header), [report.columns]);
  const shape = useMemo(() => fingerprint(headers), [headers]);
  const [remembered, remember] = useRemembered(`review.columns ${rememberer.user} ${rememberer.tenant}`, readColumns);
  const onLayout = useCallback(
    (layout: ColumnLayout) => remember((now) => withLayout(now, shape, layout)),
    [remember, shape],
  );

  const all = useMemo(
    () => reviewColumns(report.columns, mapping, fields, (field) => fieldWords(catalogue, field).label),
    [report.columns, mapping, fields, catalogue],
  );
  const modelled = useMemo(
    () => all.map(({ index, width, isKey }) => ({ id: String(index), width, isPinned: isKey })),
    [all],
  );
  const model = useColumnModel(modelled, layoutOf(remembered, shape), onLayout);
  const shown = useMemo(() => {
    const byId = new Map(all.map((column) => [String(column.index), column]));
    return model.shown.flatMap((id) => byId.get(id) ?? []);
  }, [all, model.shown]);
  return { all, shown, headers, model };
}
