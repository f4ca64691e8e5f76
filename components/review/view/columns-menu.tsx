"use client";

import { ArrowDown, ArrowUp, Columns3, Pin } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { ArrangedColumn, ColumnModel } from "../../data-table/use-column-model.ts";
import { Button } from "../../ui/form/button.tsx";
import { alignedWithText } from "../../ui/form/button-classes.ts";
import { Checkbox } from "../../ui/form/checkbox.tsx";
import { IconButton } from "../../ui/form/icon-button.tsx";
import { Popover } from "../../ui/overlay/popover.tsx";
import type { ReviewColumn } from "../review-columns.ts";

export interface ColumnsMenuProps {
  model: ColumnModel;
  /** All columns of the file, hidden ones too. */
  columns: readonly ReviewColumn[];
}

/** All columns in their order, to be shown, hidden, moved and pinned. */
export function ColumnsMenu({ model, columns }: ColumnsMenuProps) {
  const t = useTranslations("reviewView.columns");
  const hidden = columns.length - model.shown.length;
  return (
    <Popover
      label={t("title")}
      align="end"
      trigger={
        // A hidden column leaves a mark: nobody looks for what nothing reminds of.
        <IconButton
          label={hidden === 0 ? t("title") : t("titleHiding", { count: hidden })}
          className={hidden === 0 ? "" : "!w-auto !gap-1 !px-2"}
        >
          <Columns3 aria-hidden />
          {hidden === 0 ? null : <span className="text-sm tabular-nums">−{hidden}</span>}
        </IconButton>
      }
    >
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">{t("title")}</h2>
        <Button
          size="sm"
          variant="ghost"
          className={alignedWithText}
          aria-disabled={model.isUsual}
          onClick={model.reset}
        >
          {t("reset")}
        </Button>
      </div>
      <p className="mb-2 text-xs text-text-muted max-sm:hidden">{t("hint")}</p>
      <ColumnList model={model} columns={columns} />
    </Popover>
  );
}

/** The arrows go from column to column; with Alt they move the column. */
function ColumnList({ model, columns }: ColumnsMenuProps) {
  const list = useRef<HTMLUListElement>(null);
  const byId = new Map(columns.map((column) => [String(column.index), column]));
  // A moved item is taken out of the page for a moment and loses the focus.
  const held = useRef<{ id: string; control: number } | null>(null);
  useLayoutEffect(() => {
    if (held.current === null) return;
    const { id, control } = held.current;
    held.current = null;
    const item = list.current?.querySelector(`[data-id="${id}"]`);
    if (item) controlsOf(item)[control]?.focus();
  });
  const move = (item: Element, by: 1 | -1) => {
    const id = item.getAttribute("data-id") ?? "";
    held.current = { id, control: placeAmong(controlsOf(item), document.activeElement) };
    model.move(id, by);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    const item = event.target instanceof Element ? event.target.closest("li") : null;
    if (item === null) return;
    event.preventDefault();
    if (event.altKey) return move(item, event.key === "ArrowUp" ? -1 : 1);
    const next = event.key === "ArrowUp" ? item.previousElementSibling : item.nextElementSibling;
    if (next !== null) controlsOf(next)[placeAmong(controlsOf(item), document.activeElement)]?.focus();
  };
  return (
    <ul ref={list} onKeyDown={onKeyDown} className="-mx-2 max-h-[min(24rem,60dvh)] overflow-y-auto px-2">
      {model.all.map((arranged) => {
        const column = byId.get(arranged.id);
        return column === undefined ? null : (
          <ColumnItem
            key={arranged.id}
            column={column}
            arranged={arranged}
            isOnlyOne={arranged.isShown && model.shown.length === 1}
            model={model}
            onMove={move}
          />
        );
      })}
    </ul>
  );
}

interface ColumnItemProps {
  column: ReviewColumn;
  arranged: ArrangedColumn;
  isOnlyOne: boolean;
  model: ColumnModel;
  onMove: (item: Element, by: 1 | -1) => void;
}

function ColumnItem({ column, arranged, isOnlyOne, model, onMove }: ColumnItemProps) {
  const t = useTranslations("reviewView.columns");
  const item = useRef<HTMLLIElement>(null);
  const { id, isPinned, isShown, isFirst, isLast } = arranged;
  const { title, header } = column;
  const moves = [
    { by: -1, Icon: ArrowUp, label: t("up", { column: title }), isEnd: isFirst },
    { by: 1, Icon: ArrowDown, label: t("down", { column: title }), isEnd: isLast },
  ] as const;
  return (
    <li
      ref={item}
      data-id={id}
      className={`flex items-center gap-1 py-0.5 ${isPinned && isLast ? "mb-1 border-b border-border pb-1" : ""}`}
    >
      <div className="min-w-0 flex-1">
        <Checkbox
          label={
            <span className="block leading-tight">
              <span className="block truncate">{title}</span>
              {header === title ? null : <span className="block truncate text-xs text-text-muted">{header}</span>}
            </span>
          }
          checked={isShown}
          isDisabled={isOnlyOne}
          onCheckedChange={(isChosen) => model.show(id, isChosen)}
        />
      </div>
      {moves.map(({ by, Icon, label, isEnd }) => (
        <IconButton
          key={by}
          label={label}
          size="sm"
          aria-disabled={isEnd}
          onClick={() => item.current !== null && onMove(item.current, by)}
        >
          <Icon aria-hidden />
        </IconButton>
      ))}
      <IconButton
        label={t("pin", { column: title })}
        size="sm"
        aria-pressed={isPinned}
        onClick={() => model.pin(id, !isPinned)}
        className="aria-pressed:bg-accent-soft aria-pressed:text-accent aria-pressed:forced-chosen"
      >
        <Pin aria-hidden />
      </IconButton>
    </li>
  );
}

/** A column's checkbox and buttons, in their order. */
function controlsOf(item: Element): HTMLElement[] {
  return [...item.querySelectorAll<HTMLElement>("button")];
}

function placeAmong(controls: readonly Element[], control: Element | null): number {
  return control === null ? -1 : controls.indexOf(control);
}
