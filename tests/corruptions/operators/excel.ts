import {
  blank,
  columnOf,
  type Draft,
  type DraftCell,
  type DraftLine,
  dataLines,
  extraLine,
  reorder,
  textCell,
} from "../sheet/draft.ts";
import { formats, packageFormats, textFormats, workbookFormats } from "../sheet/shape.ts";
import { columnThing, nothing, type Operator, rowsThing, type Thing } from "./operator.ts";
import {
  addColumn,
  cellAt,
  dateFields,
  insertLine,
  moneyFields,
  optionalFields,
  pickField,
  pickLine,
  pickLines,
  putCell,
  requiredFields,
  rewriteCells,
  textOf,
} from "./pick.ts";

const errorTexts = [
  "#N/A",
  "#N/D",
  "#¡REF!",
  "#REF!",
  "#¡VALOR!",
  "#VALUE!",
  "#DIV/0!",
  "#¡DIV/0!",
  "#NAME?",
  "#¿NOMBRE?",
  "#NULL!",
  "#VALOR!",
  "N/A",
  "NULL",
  "(null)",
  ".",
  "-",
  "--",
  "S/N",
  "NaN",
  "None",
  "#ERROR!",
];
const digitFields = ["debtor.Identification", "debtor.Telephone", "obligation.id"];

/** Formats in which the library keeps errors and hidden rows: it drops both from an ODS. */
const keptFormats = [...packageFormats, "xls", "xlsb"] as const;

/** What a spreadsheet program does to cells and stores beside them. */
export const excelOperators: readonly Operator[] = [
  {
    name: "error texts in required cells",
    what: "#N/A and its like as text where a name or a number should stand",
    formats,
    at: "table",
    apply: (draft, random) =>
      written(draft, pickLines(draft, random), pickField(draft, random, requiredFields), () =>
        textCell(random.pick(errorTexts)),
      ),
  },
  {
    name: "error texts in optional cells",
    what: "#N/A and its like as text where an amount, a date or an address should stand",
    formats,
    at: "table",
    apply: (draft, random) =>
      written(draft, pickLines(draft, random), pickField(draft, random, optionalFields), () =>
        textCell(random.pick(errorTexts.filter((text) => !/^-+$/.test(text)))),
      ),
  },
  {
    name: "error cells",
    what: "cells of a workbook that are errors",
    formats: keptFormats,
    at: "table",
    apply: (draft, random) =>
      written(
        draft,
        pickLines(draft, random),
        pickField(draft, random, [...requiredFields, ...optionalFields]),
        () => ({ is: "error", text: random.pick(["#N/A", "#REF!", "#VALUE!", "#DIV/0!"]) }),
      ),
  },
  {
    name: "formulas without a value",
    what: "formulas that nobody has calculated",
    formats: packageFormats,
    at: "table",
    apply: (draft, random) =>
      written(draft, pickLines(draft, random), pickField(draft, random, [...requiredFields, ...moneyFields]), () => ({
        is: "formula",
        formula: "A1+1",
      })),
  },
  {
    name: "formula as a name",
    what: "text that a spreadsheet would calculate, where a name should stand",
    formats,
    at: "table",
    apply: (draft, random) =>
      written(draft, [pickLine(draft, random)], random.pick(["debtor.Name", "obligation.name"]), () =>
        textCell(random.pick(["=1+1", "=A2&B2", "+A1", "@SUMA(A1)", "=BUSCARV(A2;Hoja2!A:B;2;0)"])),
      ),
  },
  {
    name: "cells too narrow",
    what: "saved as shown: ##### where the column was too narrow",
    formats,
    at: "table",
    apply: (draft, random) =>
      written(
        draft,
        pickLines(draft, random),
        pickField(draft, random, [...digitFields, ...moneyFields, ...dateFields]),
        () => textCell("########"),
      ),
  },
  {
    name: "zeros lost",
    what: "obligation numbers were numbers for a while and came back without their leading zeros",
    formats,
    isInvisible: true,
    at: "table",
    apply: (draft) => written(draft, dataLines(draft), "obligation.id", (text) => textCell(text.replace(/^0+/, ""))),
  },
  {
    name: "scientific identifications",
    what: "numbers of a debtor as 1,02E+09",
    formats,
    at: "table",
    apply: (draft, random) =>
      written(draft, pickLines(draft, random), pickField(draft, random, digitFields), (text) =>
        textCell(
          Number(text.replace(/\D/g, ""))
            .toExponential(2)
            .replace(".", random.pick([",", "."]))
            .replace("e+", random.pick(["E+0", "e+", "E+"])),
        ),
      ),
  },
  {
    name: "sixteen digits as a number",
    what: "card numbers of sixteen digits as number cells: the last one became a zero",
    formats: workbookFormats,
    at: "table",
    apply(draft, random) {
      const column = columnOf(draft, "obligation.id");
      if (column === null || !draft.shape.hasNumbers) return null;
      for (const line of dataLines(draft)) {
        const row = line.origin === null ? undefined : draft.truth[line.origin];
        if (row === undefined) continue;
        const digits = `45${String(10_000_000_000_000 + random.integer(1, 9_999_999) * 1_234_567 + 7).slice(0, 14)}`;
        row.obligation["obligation.id"] = `${digits.slice(0, 15)}7`;
        putCell(line.cells, column, { is: "number", value: Number(`${digits.slice(0, 15)}0`), format: "0" });
      }
      return columnThing("obligation.id");
    },
  },
  {
    name: "identifications as numbers",
    what: "numbers of debtors and telephones as number cells",
    formats: workbookFormats,
    at: "table",
    apply(draft, random) {
      const field = random.pick(["debtor.Identification", "debtor.Telephone"]);
      rewriteCells(draft, dataLines(draft), field, (cell) =>
        cell.is === "text" ? { is: "number", value: Number(cell.text.replace(/\D/g, "")) } : null,
      );
      return nothing;
    },
  },
  {
    name: "obligations padded by their format",
    what: "numbers shown with leading zeros by their format",
    formats: packageFormats,
    at: "table",
    apply(draft) {
      rewriteCells(draft, dataLines(draft), "obligation.id", (cell) =>
        cell.is === "text" ? { is: "number", value: Number(cell.text), format: "0".repeat(cell.text.length) } : null,
      );
      return nothing;
    },
  },
  {
    name: "apostrophes before numbers",
    what: "an apostrophe, as Excel wants before digits that are text, stands in the cells",
    formats,
    at: "table",
    apply(draft, random) {
      const field = random.pick(digitFields);
      rewriteCells(draft, pickLines(draft, random), field, (cell) => (cell.is === "text" ? `'${cell.text}` : null));
      return nothing;
    },
  },
  {
    name: "formulas that keep zeros",
    what: '="0040001" as reports write numbers for Excel',
    formats: textFormats,
    at: "table",
    apply(draft, random) {
      const field = random.pick(digitFields);
      rewriteCells(draft, dataLines(draft), field, (cell) => (cell.is === "text" ? `="${cell.text}"` : null));
      return rowsThing(draft.truth.keys(), new Set([field]));
    },
  },
  {
    name: "range beyond the data",
    what: "formatted but empty rows below the last, and columns behind it",
    formats: workbookFormats,
    at: "table",
    apply(draft, random) {
      for (let count = random.integer(3, 60); count > 0; count--)
        draft.lines.push(extraLine(draft.columns.map(() => textCell(" "))));
      draft.headerLine.cells.push(textCell(" "));
      return nothing;
    },
  },
  {
    name: "hidden rows",
    what: "rows that a filter hides: closed debts that nobody means to send",
    // The library cannot hide rows in an XLS.
    formats: [...packageFormats, "xlsb"],
    notices: ["hidden_rows"],
    at: "table",
    apply(draft, random) {
      const lines = pickLines(draft, random);
      const hidden = lines.map((line) => ({ origin: null, cells: [...line.cells], isHidden: true }));
      for (const [at, line] of hidden.entries()) {
        for (const [field, number] of [
          ["debtor.Identification", 99_000_001],
          ["obligation.id", 7_700_000_001],
        ] as const) {
          const column = columnOf(draft, field);
          if (column !== null) putCell(line.cells, column, textCell(String(number + at)));
        }
        insertLine(draft, draft.lines.indexOf(lines[at] ?? draft.headerLine) + 1, line);
      }
      return { ...nothing, isExtra: true };
    },
  },
  {
    name: "hidden columns",
    what: "a hidden column of an older balance before the one that is shown",
    formats: keptFormats,

    at: "table",
    apply(draft) {
      const column = columnOf(draft, "obligation.total_balance");
      if (column === null) return null;
      const header = draft.columns[column]?.header ?? "";
      addColumn(draft, header, () => ({ is: "money", cents: 1_234_500 }), column);
      draft.hiddenColumns.add(column);
      return columnThing("obligation.total_balance");
    },
  },
  {
    name: "merged over obligations",
    what: "a debtor's cells are merged over the rows of its obligations",
    formats: workbookFormats,
    at: "table",
    apply: (draft) => inGroups(draft, true),
  },
  {
    name: "debtor on its first row only",
    what: "below a debtor's first row its identification, name and address are left empty",
    formats,
    at: "table",
    apply: (draft) => inGroups(draft, false),
  },
  {
    name: "merged title",
    what: "a title merged over all columns",
    formats: workbookFormats,
    at: "table",
    apply(draft) {
      const title = extraLine(["CARTERA ASIGNADA OCTUBRE"]);
      draft.lines.unshift(title);
      draft.merges.push({ column: "across", lines: [title] });
      return nothing;
    },
  },
  {
    name: "cover sheet",
    what: "a sheet of words before that of the portfolio",
    formats: workbookFormats,
    at: "table",
    apply(draft) {
      draft.before.push({
        name: "Portada",
        isHidden: false,
        lines: [extraLine(["BANCO DEL ALTIPLANO"]), extraLine(["Contacto", "Marta Peña"])],
      });
      return nothing;
    },
  },
  {
    name: "summary sheet",
    what: "a pivot table on a sheet of its own",
    formats: workbookFormats,
    at: "table",
    apply(draft) {
      const lines = [
        ["Producto", "Suma de saldo"],
        ["Consumo", "12345"],
        ["Tarjeta", "9876"],
        ["Total general", "22221"],
      ].map((cells) => extraLine(cells));
      draft.after.push({ name: "Resumen", isHidden: false, lines });
      return nothing;
    },
  },
  {
    name: "hidden sheet of last month",
    what: "last month's portfolio on a hidden sheet",
    formats: keptFormats,
    at: "table",
    apply(draft) {
      const lines = draft.lines.filter((line) => line !== draft.headerLine && line.origin !== null);
      draft.after.push({ name: "Septiembre", isHidden: true, lines: [draft.headerLine, ...lines, ...lines] });
      return nothing;
    },
  },
  {
    name: "booleans",
    what: "VERDADERO where a name or an amount should stand",
    formats,
    at: "table",
    apply: (draft, random) =>
      written(
        draft,
        [pickLine(draft, random)],
        pickField(draft, random, [...moneyFields, ...dateFields, "debtor.Telephone", "obligation.days_delay"]),
        () => textCell("VERDADERO"),
      ),
  },
  {
    name: "blanks of a web page",
    what: "blanks that do not break, tabs and zero-width characters around and within cells",
    formats,
    at: "table",
    apply(draft, random) {
      if (["cp850", "windows-1252"].includes(draft.shape.encoding)) return null;
      for (const field of [...digitFields, "debtor.Name"])
        rewriteCells(draft, pickLines(draft, random), field, (cell) =>
          cell.is === "text" ? `\u00a0${cell.text.replace(" ", "\u00a0")}\u200b ` : null,
        );
      return nothing;
    },
  },
  {
    name: "optional cell emptied",
    what: "an amount, a date or an address is gone",
    formats,
    isInvisible: true,
    at: "table",
    apply: (draft, random) =>
      written(draft, pickLines(draft, random), pickField(draft, random, optionalFields), () => blank),
  },
  {
    name: "required cell emptied",
    what: "a name, a number or an address to write to is gone",
    formats,
    at: "table",
    apply: (draft, random) =>
      written(draft, pickLines(draft, random), pickField(draft, random, requiredFields), () => blank),
  },
];

function written(
  draft: Draft,
  lines: readonly DraftLine[],
  field: string | null,
  change: (text: string) => DraftCell,
): Thing | null {
  if (field === null) return null;
  const rows = rewriteCells(draft, lines, field, (_, line) => change(textOf(draft, line, field)));
  return rows.length === 0 ? null : rowsThing([...rows, ...emptyBeside(draft, field, rows)], new Set([field]));
}

/**
 * The other rows of these rows' debtors if none has a value of its own, as where a debtor is on its first row
 * only: what happens to the one cell happens to the debtor.
 */
function emptyBeside(draft: Draft, field: string, rows: readonly (number | null)[]): (number | null)[] {
  const column = columnOf(draft, field);
  if (column === null || !ofDebtor.has(field)) return [];
  const debtorOf = (row: number | null) => (row === null ? undefined : draft.truth[row]?.debtor);
  return rows.flatMap((row) => {
    const others = dataLines(draft).filter(
      ({ origin }) => !rows.includes(origin) && debtorOf(origin) === debtorOf(row),
    );
    return others.every((line) => cellAt(line, column).is === "blank") ? others.map(({ origin }) => origin) : [];
  });
}

const ofDebtor = new Set(["debtor.Identification", "debtor.Name", "debtor.Address"]);

/**
 * Sorts the rows by debtor and keeps each debtor's own cells only once: merged, or empty in the rows below.
 */
function inGroups(draft: Draft, isMerged: boolean): Thing {
  const debtorOf = (line: DraftLine): unknown => (line.origin === null ? null : draft.truth[line.origin]?.debtor);
  reorder(draft, [...Map.groupBy(dataLines(draft), debtorOf).values()].flat());
  const own = draft.columns.filter(({ field }) => field !== null && ofDebtor.has(field));
  const repeated: (number | null)[] = [];
  let group: DraftLine[] = [];
  for (const [at, line] of draft.lines.entries()) {
    const above = draft.lines[at - 1];
    const isSame = above !== undefined && line.origin !== null && debtorOf(above) === debtorOf(line);
    group = isSame ? [...group, line] : [line];
    const [first] = group;
    if (!isSame || first === undefined) continue;
    repeated.push(line.origin);
    const isLast = draft.lines[at + 1] === undefined || debtorOf(draft.lines[at + 1] ?? line) !== debtorOf(line);
    for (const column of own) {
      const at = draft.columns.indexOf(column);
      const cell = cellAt(line, at);
      // A person who writes a debtor's values once takes them from any of its rows that has them.
      if (cellAt(first, at).is === "blank" && cell.is !== "blank") putCell(first.cells, at, cell);
      line.cells[at] = blank;
      if (isMerged && isLast) draft.merges.push({ column, lines: group });
    }
  }
  return rowsThing(repeated);
}
