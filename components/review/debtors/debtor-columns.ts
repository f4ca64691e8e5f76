import type { DataColumn } from "../../data-table/data-table-types.ts";

export const debtorColumnIds = ["identification", "name", "state", "rows", "obligations", "balance"] as const;
export type DebtorColumnId = (typeof debtorColumnIds)[number];

/** All of them fit beside the panel in a window of 1400 px. */
const usual: Readonly<Record<DebtorColumnId, number>> = {
  identification: 112,
  name: 146,
  state: 182,
  rows: 52,
  obligations: 106,
  balance: 162,
};

/** On a phone two columns have two lines each: who, and what becomes of how much. Beside them fits a scroll bar. */
const onPhone: Partial<Record<DebtorColumnId, number>> = { identification: 156, state: 168 };

/** The columns of the list with their widths in px. */
export function debtorColumns(
  isNarrow: boolean,
  hasBalance: boolean,
  nameOf: (id: DebtorColumnId) => string,
): readonly (DataColumn & { readonly id: DebtorColumnId; readonly widthPx: number })[] {
  const shown = debtorColumnIds.filter((id) => (isNarrow ? onPhone[id] !== undefined : hasBalance || id !== "balance"));
  return shown.map((id) => ({
    id,
    name: nameOf(id),
    header: nameOf(id),
    ...(id === "rows" || id === "obligations" || id === "balance" ? { align: "end" as const } : {}),
    widthPx: (isNarrow ? onPhone[id] : undefined) ?? usual[id],
  }));
}
