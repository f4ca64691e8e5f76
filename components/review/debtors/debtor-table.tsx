"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import type { ListedDebtor } from "#lib/spreadsheet/protocol/debtors.ts";
import { DataTable } from "../../data-table/data-table.tsx";
import { Money } from "../../ui/money.tsx";
import { NumberText } from "../../ui/number-text.tsx";
import { useMedia } from "../../ui/use-media.ts";
import { type DebtorColumnId, debtorColumns } from "./debtor-columns.ts";
import { DebtorStateText } from "./debtor-state.tsx";
import type { DebtorList } from "./use-debtor-list.ts";

export interface DebtorTableProps {
  list: DebtorList;
  currency: string;
  /** Without a column of balances a sum is not 0: there is none. */
  hasBalance: boolean;
  rowHeightPx: number;
  onPlace: (place: number) => void;
  /** Enter or a double click on a debtor. */
  onOpen: (debtor: ListedDebtor) => void;
}

/** As `sm` in the classes. */
const narrow = "(width < 40rem)";

/** Two lines of text. */
const narrowRowPx = 52;

/** The debtors, one in each row of a grid. */
export function DebtorTable({ list, currency, hasBalance, rowHeightPx, onPlace, onOpen }: DebtorTableProps) {
  const t = useTranslations("reviewDebtors");
  const words = useIssueWords();
  const isNarrow = useMedia(narrow);
  const columns = useMemo(
    () => debtorColumns(isNarrow, hasBalance, (id) => t(`columns.${id}`)),
    [isNarrow, hasBalance, t],
  );
  const [resized, setResized] = useState<Partial<Record<string, number>>>({});
  const widths = useMemo(() => columns.map(({ id, widthPx }) => resized[id] ?? widthPx), [columns, resized]);
  const balance = (debtor: ListedDebtor) =>
    hasBalance ? <Money amount={debtor.balance} currency={currency} className="truncate" /> : null;

  const stateOf = ({ state, first, problems }: ListedDebtor) => (
    <DebtorStateText state={state}>
      {first === null ? null : <span className="text-text-muted">: {words.title(first.code)}</span>}
      {problems < 2 ? null : <span className="text-text-muted"> {t("more", { count: problems - 1 })}</span>}
    </DebtorStateText>
  );

  const cellOf = (debtor: ListedDebtor, id: DebtorColumnId) => {
    switch (id) {
      case "identification":
        if (!isNarrow) return <span className="truncate text-text">{debtor.identification}</span>;
        return (
          <span className="min-w-0">
            <span className="block truncate font-medium text-text">{debtor.identification}</span>
            <span className="block truncate text-sm">{debtor.name}</span>
          </span>
        );
      case "name":
        return <span className="truncate">{debtor.name}</span>;
      case "state":
        if (!isNarrow) return stateOf(debtor);
        return (
          <span className="flex min-w-0 flex-col">
            {stateOf(debtor)}
            <span className="block text-sm">{balance(debtor)}</span>
          </span>
        );
      case "rows":
      case "obligations":
        return <NumberText value={debtor[id]} />;
      case "balance":
        return balance(debtor);
    }
  };

  return (
    <DataTable<ListedDebtor>
      label={t("label")}
      ref={list.ref}
      columns={columns}
      widths={widths}
      pinnedCount={1}
      onResize={(id, widthPx) => setResized((now) => ({ ...now, [id]: widthPx }))}
      rowHeightPx={isNarrow ? narrowRowPx : rowHeightPx}
      rowCount={list.total ?? 0}
      rowAt={list.rowAt}
      onRangeChange={list.show}
      renderCell={(debtor, { column }) => {
        const id = columns[column]?.id;
        return id === undefined ? null : cellOf(debtor, id);
      }}
      rowClassName={({ state }) => (state === "left_out" || state === "held_back" ? "text-text-muted" : "")}
      onCellFocus={({ row }) => onPlace(row)}
      onActivate={({ row }) => {
        const debtor = list.rowAt(row);
        if (debtor !== undefined) onOpen(debtor);
      }}
      className="min-h-0 flex-1"
    />
  );
}
