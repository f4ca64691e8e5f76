import type { DataColumn } from "../../data-table/data-table-types.ts";

export const debtorColumnIds = [
  "identification",
  "name",
  "state",
  "rows",
  "obligations",
  "balance",
  "problems",
] as const;
export type DebtorColumnId = (typeof debtorColumnIds)[number];

const usual: Readonly<Record<DebtorColumnId, number>> = {
  identification: 136,
  name: 208,
  state: 132,
  rows: 72,
  obligations: 104,
  balance: 148,
  problems: 360,
};

/** On a phone two columns have two lines each: who, and what becomes of how much. */
const onPhone: Partial<Record<DebtorColumnId, number>> = { identification: 188, state: 152, problems: 280 };

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
