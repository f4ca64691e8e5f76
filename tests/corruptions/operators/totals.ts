import {
  columnOf,
  type Draft,
  type DraftCell,
  type DraftLine,
  dataLines,
  extraLine,
  textCell,
} from "../sheet/draft.ts";
import { formats } from "../sheet/shape.ts";
import { everything, nothing, type Operator } from "./operator.ts";
import { insertLine, moneyFields, type pickLine, pickPlace, rewriteCells } from "./pick.ts";

/** Rows with totals or comments, and rows that only look like them. */
export const totalOperators: readonly Operator[] = [
  extra("total at the end", "a totals row below the last", (draft) => draft.lines.push(totalLine(draft, "TOTAL"))),
  extra("total in the name's column", "a totals row whose label stands below the names", (draft) =>
    draft.lines.push(totalLine(draft, "Total general", "debtor.Name")),
  ),
  extra(
    "total under the bank's number",
    "the sums beside the sender's own identification and a name",
    (draft, random) => {
      const line = totalLine(draft, random.pick(["TOTAL CARTERA BANCO", "BANCO - GRAN TOTAL"]), "debtor.Name");
      const at = columnOf(draft, "debtor.Identification");
      if (at !== null) line.cells[at] = textCell("860002964");
      for (const [column, cell] of line.cells.entries())
        if (cell.is === "money") line.cells[column] = { is: "money", cents: sumOf(draft, column) };
      draft.lines.push(line);
    },
  ),
  extra("total without a label", "the sums alone below the last row", (draft) =>
    draft.lines.push(totalLine(draft, "")),
  ),
  extra("total at the top", "the sums stand right below the header", (draft) =>
    insertLine(draft, draft.lines.indexOf(draft.headerLine) + 1, totalLine(draft, "TOTALES")),
  ),
  extra("subtotals", "a subtotal below each agency's rows", (draft, random) => {
    for (let count = random.integer(2, 4); count > 0; count--)
      insertLine(draft, pickPlace(draft, random), totalLine(draft, `Subtotal agencia ${count}`));
  }),
  extra("subtotals near the end", "subtotals among the last rows, a grand total behind them", (draft, random) => {
    const last = draft.lines.length;
    insertLine(draft, last - random.integer(1, 9), totalLine(draft, "Subtotal agencia norte"));
    draft.lines.push(totalLine(draft, "Subtotal agencia sur"), totalLine(draft, "TOTAL GENERAL"));
  }),
  extra("subtotals in the product's column", "subtotals named after their product", (draft, random) => {
    for (let count = random.integer(1, 3); count > 0; count--)
      insertLine(draft, pickPlace(draft, random), totalLine(draft, "Total Tarjeta clásica", "obligation.name"));
  }),
  extra("captions between groups", "each agency's rows have its name above them", (draft, random) => {
    for (let count = random.integer(1, 4); count > 0; count--)
      insertLine(draft, pickPlace(draft, random), extraLine([`AGENCIA ${count} - CENTRO`]));
  }),
  extra("notes below", "notes after a blank line", (draft) =>
    draft.lines.push(
      extraLine([]),
      extraLine(["Nota: valores sujetos a verificación"]),
      extraLine(["Fuente: core bancario"]),
    ),
  ),
  extra("notes without a gap", "a note right below the last row", (draft) =>
    draft.lines.push(extraLine(["Los saldos no incluyen honorarios de cobranza"])),
  ),
  extra("signature", "who made the list and a line to sign", (draft) =>
    draft.lines.push(
      extraLine([]),
      extraLine(["", "", "______________________"]),
      extraLine(["", "", "Marta Peña", "Directora de cartera"]),
    ),
  ),
  extra("count of records", "a last row with the count of records", (draft) =>
    draft.lines.push(extraLine(["Registros:", { is: "number", value: dataLines(draft).length }])),
  ),
  extra("page numbers", "a line with the page's number every few rows", (draft, random) => {
    for (let page = random.integer(1, 3); page > 0; page--)
      insertLine(draft, pickPlace(draft, random), extraLine([`Página ${page} de 3`]));
  }),
  extra("many titles", "a letterhead above the header", (draft) =>
    draft.lines.unshift(
      extraLine(["BANCO DEL ALTIPLANO S.A."]),
      extraLine(["NIT 890.123.456-7", "", "CORTE 31/10/2026"]),
      extraLine([]),
      extraLine(["Cartera", "Clientes", "Saldo total"]),
      extraLine([]),
    ),
  ),
  {
    name: "debtor called total",
    what: "a debtor of few filled cells near the end has a product or a name that begins with Total",
    formats,
    at: "table",
    apply(draft, random) {
      const line = random.pick(dataLines(draft).slice(-12));
      const row = line.origin === null ? undefined : draft.truth[line.origin];
      if (row === undefined) return null;
      const name = random.pick(["TOTAL PLAN", "Total Hogar", "Suma Vida", "Subtotal Express"]);
      if (rewriteCells(draft, [line], "obligation.name", () => name).length === 0) return null;
      row.obligation["obligation.name"] = name;
      // Sparse: empties what the CRM does not require, in the file and in the truth.
      for (const [column, { field }] of draft.columns.entries()) {
        const isKept = field !== null && (field.startsWith("debtor.") || keptOfSparse.has(field));
        if (isKept || line.cells[column] === undefined) continue;
        line.cells[column] = { is: "blank" };
        if (field !== null) delete row.obligation[field];
      }
      return nothing;
    },
  },
  {
    name: "last row looks like a header",
    what: "the last row holds nothing but words in the columns of names",
    formats,
    at: "table",
    apply(draft) {
      draft.lines.push(extraLine(draft.columns.map(({ header }) => `${header} (ver anexo)`)));
      return everything;
    },
  },
];

const keptOfSparse = new Set(["obligation.id", "obligation.name", "obligation.total_balance"]);

function extra(
  name: string,
  what: string,
  change: (draft: Draft, random: Parameters<typeof pickLine>[1]) => unknown,
): Operator {
  return {
    name,
    what,
    formats,
    at: "table",
    apply(draft, random) {
      change(draft, random);
      return nothing;
    },
  };
}

function sumOf(draft: Draft, column: number): number {
  const cells = dataLines(draft).map((line) => line.cells[column]);
  return cells.reduce((sum, cell) => sum + (cell?.is === "money" ? cell.cents : 0), 0);
}

/** A line with a label, sums in the money columns and nothing else. */
function totalLine(draft: Draft, label: string, field?: string): DraftLine {
  const at = field === undefined ? 0 : (columnOf(draft, field) ?? 0);
  const cells = draft.columns.map(({ field: of, values }, column): DraftCell => {
    if (column === at && label !== "") return textCell(label);
    const isMoney = values === "money" || (of !== null && moneyFields.includes(of));
    return isMoney ? { is: "money", cents: 98_765_432_10 } : { is: "blank" };
  });
  return { origin: null, cells };
}
