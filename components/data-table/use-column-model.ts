"use client";

import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  type Header,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import type { DataColumn } from "./data-table-types.ts";
import { useKeptWhileEqual } from "./use-kept-while-equal.ts";

const features = tableFeatures({ columnSizingFeature, columnResizingFeature });

/** The table's rows are in the workbench and are fetched by index; the model only has the columns. */
const noRows: never[] = [];

export type DataHeader = Header<typeof features, never, unknown>;

/** The columns' current widths, and the headers that resize them. */
export function useColumnModel(columns: readonly DataColumn[]): {
  headers: readonly DataHeader[];
  widths: readonly number[];
} {
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, never> => ({
          id: column.id,
          header: column.id,
          size: column.width,
          minSize: column.minWidth ?? 64,
          maxSize: 960,
        }),
      ),
    [columns],
  );
  const table = useTable({ features, columns: definitions, data: noRows, columnResizeMode: "onChange" });
  const headers = table.getFlatHeaders();
  const widths = useKeptWhileEqual(headers.map((header) => header.getSize()));
  return { headers, widths };
}
