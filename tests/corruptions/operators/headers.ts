import { blank, columnOf, type Draft, type DraftLine, extraLine, textCell } from "../sheet/draft.ts";
import { formats, textFormats } from "../sheet/shape.ts";
import { columnThing, everything, nothing, type Operator, rowsThing } from "./operator.ts";
import { addColumn, cellAt, moneyFields, optionalFields, pickField, pickPlace, requiredFields } from "./pick.ts";

/** Headers that are missing, repeated or misleading. */
export const headerOperators: readonly Operator[] = [
  {
    name: "header cell empty",
    what: "a column has lost its name",
    formats,
    at: "table",
    apply(draft, random) {
      const field = pickField(draft, random, [...requiredFields, ...optionalFields]);
      const column = field === null ? null : columnOf(draft, field);
      if (column === null) return null;
      draft.headerLine.cells[column] = blank;
      return columnThing(field);
    },
  },
  {
    name: "header cell dropped",
    what: "the names of the columns are shifted by one",
    shifts: true,
    formats,
    at: "table",
    apply(draft, random) {
      draft.headerLine.cells.splice(random.integer(0, draft.columns.length - 2), 1);
      return everything;
    },
  },
  {
    name: "two columns of one name",
    what: "a second column is called as the balance is",
    formats,
    at: "table",
    apply(draft, random) {
      const field = pickField(draft, random, moneyFields);
      const column = field === null ? null : columnOf(draft, field);
      if (column === null) return null;
      addColumn(
        draft,
        draft.columns[column]?.header ?? "",
        () => ({ is: "money", cents: random.integer(1_000_00, 900_000_00) }),
        random.pick([column, draft.columns.length]),
      );
      return columnThing(field);
    },
  },
  {
    name: "no header",
    what: "the header line is missing",
    formats,
    at: "table",
    apply(draft) {
      draft.lines.splice(draft.lines.indexOf(draft.headerLine), 1);
      return everything;
    },
  },
  {
    name: "header over two lines",
    what: "groups of columns have a name of their own above the header",
    formats,
    at: "table",
    apply(draft) {
      const groups = draft.columns.map(({ field }) =>
        field?.startsWith("debtor.") === true ? "CLIENTE" : "OBLIGACIÓN",
      );
      draft.lines.splice(
        draft.lines.indexOf(draft.headerLine),
        0,
        extraLine(groups.map((group, at) => (group === groups[at - 1] ? "" : group))),
      );
      return nothing;
    },
  },
  {
    name: "units below the header",
    what: "a line of units and kinds below the header",
    formats,
    at: "table",
    apply(draft) {
      const units = draft.columns.map(({ values }) =>
        values === "money" ? "(pesos)" : values === "date" ? "(dd/mm/aaaa)" : "(texto)",
      );
      draft.lines.splice(draft.lines.indexOf(draft.headerLine) + 1, 0, extraLine(units));
      return nothing;
    },
  },
  {
    name: "numbers below the header",
    what: "a line with the columns' numbers below the header",
    formats,
    at: "table",
    apply(draft) {
      draft.lines.splice(
        draft.lines.indexOf(draft.headerLine) + 1,
        0,
        extraLine(draft.columns.map((_, at) => ({ is: "number", value: at + 1 }))),
      );
      return nothing;
    },
  },
  {
    name: "columns in another order",
    what: "two columns have changed places, header and all",
    formats,
    at: "table",
    apply(draft, random) {
      const [one, other] = [random.integer(0, draft.columns.length - 1), random.integer(0, draft.columns.length - 1)];
      swap(draft.columns, one, other);
      for (const line of draft.lines)
        if (line === draft.headerLine || line.isHeader === true || line.origin !== null) swapCells(line, one, other);
      return nothing;
    },
  },
  {
    name: "second block in another order",
    what: "a second list was pasted below the first, with a header of its own whose columns stand otherwise",
    formats,
    at: "order",
    apply(draft, random) {
      const last = draft.columns.length - 1;
      const [one, other] = [random.integer(0, last), random.integer(0, last)];
      if (one === other) return null;
      const place = pickPlace(draft, random);
      const below = draft.lines.slice(place).filter(({ origin }) => origin !== null);
      const header: DraftLine = { origin: null, isHeader: true, cells: [...draft.headerLine.cells] };
      const isMoved = random.chance(0.5);
      const headers = draft.lines.slice(place).filter(({ isHeader }) => isHeader === true);
      for (const line of [header, ...headers, ...below]) {
        if (isMoved) line.cells.splice(other, 0, ...line.cells.splice(one, 1));
        else swapCells(line, one, other);
      }
      draft.lines.splice(place, 0, header);
      return rowsThing(below.map(({ origin }) => origin));
    },
  },
  {
    name: "second block with a renamed column",
    what: "a second list below the first calls one of its columns otherwise",
    formats,
    at: "table",
    apply(draft, random) {
      const place = pickPlace(draft, random);
      const below = draft.lines.slice(place).filter(({ origin }) => origin !== null);
      const cells = [...draft.headerLine.cells];
      cells[random.integer(0, cells.length - 1)] = textCell("Valor a la fecha");
      draft.lines.splice(place, 0, { origin: null, isHeader: true, cells });
      return rowsThing(below.map(({ origin }) => origin));
    },
  },
  {
    name: "empty columns between",
    what: "columns without a name and without values",
    formats,
    at: "table",
    apply(draft, random) {
      addColumn(draft, "", () => blank, random.integer(0, draft.columns.length));
      return nothing;
    },
  },
  {
    name: "numbered rows",
    what: "a first column that counts the rows",
    formats,
    at: "table",
    apply(draft) {
      addColumn(draft, "#", (_line, row) => ({ is: "number", value: row + 1 }), 0);
      return nothing;
    },
  },
  {
    name: "header in capitals without accents",
    what: "the header as an old system spells it",
    formats,
    at: "table",
    apply(draft) {
      draft.headerLine.cells = draft.headerLine.cells.map((cell) =>
        cell.is === "text"
          ? textCell(
              cell.text
                .normalize("NFD")
                .replace(/[\u0300-\u036f]/g, "")
                .toUpperCase(),
            )
          : cell,
      );
      return nothing;
    },
  },
  {
    name: "delimiter named in the first line",
    what: "sep=; as Excel wants it",
    formats: textFormats,
    at: "table",
    apply(draft) {
      if (draft.shape.isAllQuoted) return null;
      const line: DraftLine = { origin: null, cells: [], rewrite: () => `sep=${draft.shape.delimiter}` };
      draft.lines.unshift(line);
      return nothing;
    },
  },
];

function swap<T>(list: T[], one: number, other: number): void {
  const [left, right] = [list[one], list[other]];
  if (left === undefined || right === undefined) return;
  list[one] = right;
  list[other] = left;
}

function swapCells(line: Draft["lines"][number], one: number, other: number): void {
  const [left, right] = [cellAt(line, one), cellAt(line, other)];
  line.cells[one] = right;
  line.cells[other] = left;
}
