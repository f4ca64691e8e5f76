"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { type AnyWindow, type AskWindow, RowWindows, type WindowsSnapshot } from "./row-windows.ts";

/**
 * The rows of a filter, as far as they are loaded. Keep the identity of `ask`, `filter` and `onFault`: a new
 * one starts over.
 */
export function useRowWindows<Answer extends AnyWindow, Filter>(
  ask: AskWindow<Answer, Filter>,
  filter: Filter,
  version: number,
  onFault: (error: unknown) => void,
): WindowsSnapshot<Answer> & { show: (range: { from: number; to: number }) => void } {
  const windows = useMemo(() => new RowWindows(ask, filter, onFault), [ask, filter, onFault]);
  const snapshot = useSyncExternalStore(windows.subscribe, windows.snapshot, windows.snapshot);
  // `version` counts the edits: the shown rows were fetched before the latest one.
  useEffect(() => {
    if (version > 0) windows.refresh();
  }, [windows, version]);
  return { ...snapshot, show: windows.show };
}
