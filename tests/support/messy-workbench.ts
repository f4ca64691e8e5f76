import fc from "fast-check";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { type MessyRow, messyColumns } from "./messy-cells.ts";

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** Mostly debtors of two rows with obligations of their own, and one row that lacks its last cell. */
function fileOf(rows: readonly MessyRow[]): File {
  const header = messyColumns.map(([, field]) => field);
  const lines = rows.map(({ cells }, index) =>
    cells.slice(0, index === 4 ? -1 : undefined).map((cell, at) => {
      if (at === 2 && (index >> 1) % 4 === 1) return "";
      if (at === 2 && index % 7 === 6) return "luis@gmial.com";
      if (at === 0 && index % 5 > 0) return `${8_000_000 + (index >> 1)}`;
      return at === 4 && index % 3 > 0 ? `C${index}` : cell;
    }),
  );
  return new File([[header, ...lines].map((line) => line.map(quoted).join(";")).join("\n")], "cartera.csv");
}

/** A workbench with a file of such rows under a mapping, within a property. */
export async function messyWorkbench(rows: readonly MessyRow[], context: DerivationContext) {
  const workbench = new Workbench();
  const { fields, currency } = context;
  const report = await workbench.open({
    file: fileOf(rows),
    settings: {},
    fields,
    ...(currency === undefined ? {} : { currency }),
  });
  fc.pre(report.columns.length === messyColumns.length);
  // A day looked for in the file may be another one after a cure of its dates.
  const mapping: Mapping = { ...context.mapping, cutOff: context.mapping.cutOff ?? "2025-03-02" };
  return { workbench, mapping, summary: workbench.apply({ context: { ...context, mapping } }) };
}
