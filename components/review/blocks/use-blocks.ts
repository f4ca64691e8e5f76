"use client";

import { type ClipboardEvent, type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { maxEdits } from "#lib/domain/table/cell-edit.ts";
import type {
  CellRange,
  ChangedCells,
  PasteEffect,
  PasteInput,
  RangeFigures,
} from "#lib/spreadsheet/protocol/blocks.ts";
import type { RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import { cellsIn, type GridRange } from "../../data-table/grid-selection.ts";
import { useElementKeys } from "../../ui/actions/use-page-actions.ts";
import { showToast } from "../../ui/overlay/toast.tsx";
import type { ReviewColumn } from "../review-columns.ts";
import type { ReviewEdits, SeenRange } from "../use-review-edits.ts";
import type { ReviewTableState } from "../use-review-table.ts";
import { writeClipboard } from "./clipboard.ts";
import { useFigures } from "./use-figures.ts";

/** A paste whose effect has to be confirmed. */
export interface AskedPaste {
  readonly input: PasteInput & { readonly range: SeenRange };
  readonly effect: PasteEffect;
  readonly changed: number;
}

export interface Blocks {
  /** The selection, if it has several cells. */
  readonly selected: GridRange | null;
  readonly figures: RangeFigures | null;
  readonly asked: AskedPaste | null;
  /** Gets the table's selection. */
  readonly onSelect: (range: GridRange | null) => void;
  /** Whether each tap extends the selection, until it is ended or other rows are shown. */
  readonly isExtending: boolean;
  readonly setExtending: (isExtending: boolean) => void;
  /** Ends that, and takes the selection back to one cell. */
  endExtending(): void;
  copy(): void;
  fillDown(): void;
  clear(): void;
  confirmPaste(): void;
  dismissPaste(): void;
  /** For the element around the table. */
  readonly events: {
    onCopy(event: ClipboardEvent): void;
    onCut(event: ClipboardEvent): void;
    onPaste(event: ClipboardEvent): void;
    onKeyDown(event: KeyboardEvent): void;
  };
}

/** Work on the selected range of cells: copy, cut, paste, fill down, clear, and its figures. */
export function useBlocks(input: {
  table: Pick<ReviewTableState, "filter" | "total" | "cell" | "focus" | "refocus" | "selectRange">;
  /** The columns in the order of the table. */
  columns: readonly ReviewColumn[];
  edits: ReviewEdits;
}): Blocks {
  const { columns, edits } = input;
  const { filter } = input.table;
  const t = useTranslations("review.blocks");
  const [selection, onSelect] = useState<GridRange | null>(null);
  const [extendedIn, setExtendedIn] = useState<RowFilter | null>(null);
  const latest = useRef(selection);
  latest.current = selection;
  // A filter without rows shows no table that would say so, nor does one whose rows are not there yet.
  const grid = (input.table.total ?? 0) === 0 ? null : selection;
  const [asked, setAsked] = useState<AskedPaste | null>(null);
  const range = useMemo((): CellRange | null => {
    const shown = grid === null ? [] : columns.slice(grid.firstColumn - 1, grid.lastColumn);
    if (grid === null || shown.length === 0) return null;
    return { filter, from: grid.firstRow, to: grid.lastRow, columns: shown.map(({ index }) => index) };
  }, [grid, columns, filter]);
  const seen = range === null ? null : { ...range, version: edits.version };
  const selected = grid !== null && cellsIn(grid) > 1 ? grid : null;
  const figures = useFigures(selected === null ? null : range, edits.version, edits.measure);

  const report = (message: "filled" | "cleared" | "pasted", { changed, isTooMany }: ChangedCells) => {
    if (isTooMany) showToast("error", t("tooMany", { max: maxEdits }));
    // A single cell shows what happened to it.
    else if (changed > 1) edits.tellChange(t(message, { count: changed }), t("undo"));
  };
  const copy = (onCopied?: () => void) => {
    if (seen === null) return;
    writeClipboard(edits.copy(seen)).then(
      () => {
        if (selected !== null) showToast("success", t("copied", { count: cellsIn(selected) }));
        onCopied?.();
      },
      (error: unknown) => {
        if (!(error instanceof DOMException && error.name === "AbortError")) showToast("error", t("notCopied"));
      },
    );
  };
  const fillDown = () => void (seen !== null && edits.fillDown(seen, (done) => report("filled", done)));
  const clear = () => void (seen !== null && edits.clear(seen, (done) => report("cleared", done)));
  const paste = (asking: AskedPaste["input"]) =>
    edits.paste(asking, ({ effect, ...done }) => {
      if (effect.asks && !asking.isConfirmed) return setAsked({ input: asking, effect, changed: done.changed });
      report("pasted", done);
      // Who has moved on meanwhile stays there.
      if (grid !== null && done.summary !== null && latest.current === selection)
        input.table.selectRange(blockAt(grid, effect));
      if (effect.tooLong > 0) showToast("error", t("tooLong", { count: effect.tooLong }));
    });

  const keys = useTranslations("review.keys");
  // The browser turns the first three into the events below.
  const onKeyDown = useElementKeys(keys("cells"), [
    { id: "copy", label: keys("copy"), strokes: ["mod+c"] },
    { id: "cut", label: keys("cut"), strokes: ["mod+x"] },
    { id: "paste", label: keys("paste"), strokes: ["mod+v"] },
    { id: "fillDown", label: keys("fillDown"), strokes: ["mod+d"], isOnce: true, run: fillDown },
    { id: "clear", label: keys("clear"), strokes: ["Delete", "Backspace"], isOnce: true, run: clear },
  ]);

  const endAsking = () => {
    setAsked(null);
    // Once the dialog is gone: it was not opened by a button to which it could give the focus back.
    requestAnimationFrame(input.table.refocus);
  };

  return {
    selected,
    figures,
    asked,
    onSelect,
    isExtending: extendedIn === filter,
    setExtending: (isExtending) => setExtendedIn(isExtending ? filter : null),
    endExtending: () => {
      setExtendedIn(null);
      input.table.focus(input.table.cell);
    },
    copy: () => copy(),
    fillDown,
    clear,
    confirmPaste: () => {
      if (asked !== null) paste({ ...asked.input, isConfirmed: true });
      endAsking();
    },
    dismissPaste: endAsking,
    events: {
      onCopy: (event) => isOnCell(event) && copy(),
      onCut: (event) => {
        // What is not on the clipboard would be lost.
        if (isOnCell(event)) copy(clear);
      },
      onPaste: (event) => {
        if (!isOnCell(event) || seen === null || grid === null) return;
        const across = columns.slice(grid.firstColumn - 1).map(({ index }) => index);
        paste({ text: event.clipboardData.getData("text/plain"), range: seen, across, isConfirmed: false });
      },
      onKeyDown: (event) => isInText(event.target) || onKeyDown(event),
    },
  };
}

/** The cells that a paste has written, from the first selected one on. */
function blockAt({ firstRow, firstColumn }: GridRange, { rows, columns }: PasteEffect): GridRange {
  return { firstRow, lastRow: firstRow + rows - 1, firstColumn, lastColumn: firstColumn + columns - 1 };
}

/** Whether a clipboard event is about cells and not about the text of an editor; its default is then prevented. */
function isOnCell(event: ClipboardEvent): boolean {
  if (isInText(event.target)) return false;
  event.preventDefault();
  return true;
}

function isInText(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
