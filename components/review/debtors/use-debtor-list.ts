"use client";

import { useEffect, useRef, useState } from "react";
import type { DebtorDetail, DebtorFilter } from "#lib/spreadsheet/protocol/debtors.ts";
import type { DataTableHandle } from "../../data-table/data-table-types.ts";
import { useRowWindows } from "../use-row-windows.ts";
import type { DebtorSource } from "./debtor-source.ts";
import type { DebtorsView } from "./use-debtors-view.ts";

export interface DebtorListInput {
  source: DebtorSource;
  view: DebtorsView;
  /** Counts the changes of cells. */
  version: number;
  onFault: (error: unknown) => void;
}

/** The debtors that the filter shows, and the current one in detail. */
export function useDebtorList({ source, view, version, onFault }: DebtorListInput) {
  const ref = useRef<DataTableHandle>(null);
  const filter = useTypedFilter(view.filter);
  const windows = useRowWindows(source.debtorWindow, filter, version, onFault);
  // Until the first answer for another filter, the list stays as it was: it would be empty for a moment.
  const kept = useRef(windows);
  if (windows.total !== null) kept.current = windows;
  const { total, latest, rowAt } = kept.current;

  useArrival({ source, view, total: windows.total, table: ref, onFault });
  const place = Math.max(0, Math.min(view.place, (total ?? 1) - 1));
  const detail = useDetail(source, rowAt(place)?.row, version, onFault);
  return {
    ref,
    total,
    counts: latest?.counts ?? null,
    rowAt,
    progress: windows.progress,
    show: windows.show,
    detail: total === 0 ? null : detail,
    focus: () => ref.current?.focusCell({ row: place, column: 0 }),
  };
}

export type DebtorList = ReturnType<typeof useDebtorList>;

/** Long enough that a word typed quickly is one search. */
const typingPauseMs = 150;

/** The filter, once its user has paused typing. */
function useTypedFilter(filter: DebtorFilter): DebtorFilter {
  const [typed, setTyped] = useState(filter);
  useEffect(() => {
    const timer = setTimeout(() => setTyped(filter), typingPauseMs);
    return () => clearTimeout(timer);
  }, [filter]);
  // Another choice does not wait, nor does an empty field.
  if (filter !== typed && (filter.search === typed.search || filter.search === "")) {
    setTyped(filter);
    return filter;
  }
  return typed;
}

/** Goes to the debtor of the row that the user comes from, or to the one that was current, once the list is there. */
function useArrival(input: {
  source: DebtorSource;
  view: DebtorsView;
  total: number | null;
  table: { readonly current: DataTableHandle | null };
  onFault: (error: unknown) => void;
}): void {
  const { source, view, total, table, onFault } = input;
  const { arriving } = view;
  const latest = useRef(input);
  latest.current = input;
  const isReady = total !== null;
  useEffect(() => {
    if (arriving === null || !isReady) return;
    let isWanted = true;
    const { filter, place, setPlace, arrived } = latest.current.view;
    const { row: from } = arriving;
    const asked = from === null ? Promise.resolve(place) : source.debtorPlace({ row: from, filter });
    asked.then((found) => {
      if (!isWanted) return;
      const row = found ?? place;
      arrived();
      setPlace(row);
      if (arriving.takesFocus) table.current?.focusCell({ row, column: 0 });
      else table.current?.revealCell({ row, column: 0 });
    }, onFault);
    return () => {
      isWanted = false;
    };
  }, [arriving, isReady, source, table, onFault]);
}

/** A debtor in detail; the one before stays until it is there. */
function useDetail(
  source: DebtorSource,
  row: number | undefined,
  version: number,
  onFault: (error: unknown) => void,
): DebtorDetail | null {
  const [detail, setDetail] = useState<DebtorDetail | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of cells is a reason to ask again.
  useEffect(() => {
    if (row === undefined) return;
    let isWanted = true;
    source.debtorDetail(row).then((found) => {
      if (isWanted) setDetail(found);
    }, onFault);
    return () => {
      isWanted = false;
    };
  }, [source, row, version, onFault]);
  return detail;
}
