import type { Random } from "#tests/support/portfolio/random.ts";
import { columnOf, type Draft, type DraftCell, dataLines, textCell } from "../sheet/draft.ts";
import { decimal } from "../sheet/draw-portfolio.ts";
import { formats, type Shape, workbookFormats } from "../sheet/shape.ts";
import { decimalMarkOf, spellMoney } from "../sheet/spell.ts";
import { columnThing, nothing, type Operator, rowsThing, type Thing } from "./operator.ts";
import { addColumn, cellAt, moneyFields, pickField, pickLine, pickLines, putCell, rewriteCells } from "./pick.ts";

/** Amounts in another notation, and columns that mislead about the decimal mark. */
export const markOperators: readonly Operator[] = [
  respelled("amounts of another program", "some amounts have the other decimal mark", (cents, shape) =>
    spellMoney(cents, decimalMarkOf(shape.money) === "," ? "1,234.56" : "1.234,56"),
  ),
  respelled("plain amounts of another program", "some amounts have the other mark and no groups", (cents, shape) =>
    spellMoney(cents, decimalMarkOf(shape.money) === "," ? "1234.56" : "1234,56"),
  ),
  respelled(
    "groups of another program",
    "some whole amounts have the other mark between their groups",
    (cents, shape) =>
      spellMoney(Math.floor(cents / 100) * 100, decimalMarkOf(shape.money) === "," ? "1,234.56" : "1.234").replace(
        /\.00$/,
        "",
      ),
  ),
  respelled("amounts with a currency", "a currency before or behind some amounts", (cents, shape, random) => {
    const text = spellMoney(cents, shape.money).replace("$ ", "");
    return random.pick([`$ ${text}`, `COP ${text}`, `${text} COP`, `$${text}`]);
  }),
  respelled("amounts with blanks", "blanks between the groups of thousands", (cents, shape) =>
    spellMoney(cents, decimalMarkOf(shape.money) === "," ? "1.234,56" : "1,234.56").replaceAll(
      decimalMarkOf(shape.money) === "," ? "." : ",",
      " ",
    ),
  ),
  respelled("amounts with apostrophes", "1'234.567 as some write millions", (cents, shape) => {
    const [whole = "", fraction = ""] = spellMoney(cents, "1234.56").split(".");
    const groups = whole
      .replace(/\B(?=(\d{6})+$)/g, "'")
      .replace(/\B(?=(\d{3})+($|'))/g, decimalMarkOf(shape.money) === "," ? "." : ",");
    return fraction === "00" ? groups : `${groups}${decimalMarkOf(shape.money)}${fraction}`;
  }),
  respelled("scientific amounts", "amounts as 1,5E+06, their digits lost", (cents, shape) =>
    (cents / 100).toExponential(2).replace(".", decimalMarkOf(shape.money)).replace("e+", "E+0"),
  ),
  respelled("letters within amounts", "an o for a zero, an l for a one", (cents, shape) => {
    const text = spellMoney(cents, shape.money);
    return /[01]/.test(text) ? text.replace(/0/, "O").replace(/1/, "l") : `${text}x`;
  }),
  respelled(
    "amounts with float noise",
    "1234.5600000001 as a program without decimals writes it",
    (cents, shape) => `${spellMoney(cents, decimalMarkOf(shape.money) === "," ? "1234,56" : "1234.56")}0000001`,
  ),
  {
    name: "amounts as text in a column of numbers",
    what: "some cells of a workbook's amounts are text",
    formats: workbookFormats,
    at: "table",
    apply(draft, random) {
      const field = pickField(draft, random, moneyFields);
      if (field === null) return null;
      const rows = rewriteCells(draft, pickLines(draft, random), field, (cell) =>
        cell.is === "money" ? spellMoney(cell.cents, draft.shape.money) : null,
      );
      return rows.length === 0 ? null : rowsThing(rows, new Set([field]));
    },
  },
  {
    name: "negative amounts",
    what: "credits in parentheses or with the sign behind",
    formats,
    at: "table",
    apply(draft, random) {
      const rows = rewriteCells(draft, pickLines(draft, random), "obligation.total_balance", (cell, line) => {
        const row = line.origin === null ? undefined : draft.truth[line.origin];
        if (cell.is !== "money" || row === undefined) return null;
        row.obligation["obligation.total_balance"] = `-${decimal(cell.cents)}`;
        const text = spellMoney(cell.cents, draft.shape.money);
        return random.pick([`(${text})`, `${text}-`, `-${text}`]);
      });
      return rows.length === 0 ? null : nothing;
    },
  },
  ambiguous("balances of two readings", "all balances are spelled 291.000", () => undefined),
  ambiguous("a rate beside balances", "balances of two readings beside a rate of 1.5", (draft, random) =>
    addColumn(draft, "TASA", () => otherMark(draft, `1.${random.integer(1, 9)}`)),
  ),
  ambiguous("a version beside balances", "balances of two readings beside a version of 2.10", (draft, random) =>
    addColumn(draft, "VERSION", () => otherMark(draft, `2.${random.integer(10, 20)}`)),
  ),
  ambiguous("an hour beside balances", "balances of two readings beside an hour of 10.30", (draft, random) =>
    addColumn(draft, "HORA", () => otherMark(draft, `${random.integer(8, 18)}.${random.integer(10, 59)}`)),
  ),
  ambiguous("a place beside balances", "balances of two readings beside a latitude", (draft, random) =>
    addColumn(draft, "LATITUD", () => otherMark(draft, `4.${random.integer(100_000, 999_999)}`)),
  ),
  ambiguous("a count of users beside balances", "balances of two readings beside 1,234 of something", (draft, random) =>
    addColumn(draft, "PUNTOS", () => otherMark(draft, `${random.integer(1, 9)}.${random.integer(10, 99)}`)),
  ),
  {
    name: "percent in a column of amounts",
    what: "a share stands where an amount should",
    formats,
    at: "table",
    apply(draft, random) {
      const field = pickField(draft, random, moneyFields);
      if (field === null) return null;
      const rows = rewriteCells(draft, [pickLine(draft, random)], field, () => textCell("12,5%"));
      return rows.length === 0 ? null : rowsThing(rows, new Set([field]));
    },
  },
];

function respelled(
  name: string,
  what: string,
  spell: (cents: number, shape: Shape, random: Random) => string,
): Operator {
  return {
    name,
    what,
    formats,
    at: "table",
    apply(draft, random): Thing | null {
      const field = pickField(draft, random, moneyFields);
      if (field === null) return null;
      const rows = rewriteCells(draft, pickLines(draft, random), field, (cell, line) => {
        if (cell.is !== "money") return null;
        const text = spell(cell.cents, draft.shape, random);
        const row = line.origin === null ? undefined : draft.truth[line.origin];
        // Groups without cents mean a whole amount, in the truth too.
        if (row !== undefined && name.startsWith("groups"))
          row.obligation[field] = String(Math.floor(cell.cents / 100));
        return text;
      });
      return rows.length === 0 ? null : rowsThing(rows, new Set([field]));
    },
  };
}

/**
 * Makes every amount whole and below a million, so that 291.000 can be read in two ways; `beside` adds a
 * neighbour.
 */
function ambiguous(name: string, what: string, beside: (draft: Draft, random: Random) => void): Operator {
  return {
    name,
    what,
    formats,
    at: "table",
    apply(draft, random): Thing | null {
      const mark = decimalMarkOf(draft.shape.money);
      for (const field of moneyFields) {
        const column = columnOf(draft, field);
        draft.answers.set(field, mark);
        for (const line of column === null ? [] : dataLines(draft)) {
          const row = line.origin === null ? undefined : draft.truth[line.origin];
          if (column === null || row === undefined || cellAt(line, column).is === "blank") continue;
          const thousands = random.integer(101, 999);
          row.obligation[field] = String(thousands * 1_000);
          line.cells[column] = textCell(`${thousands}${mark === "," ? "." : ","}000`);
        }
      }
      // The bank's other amounts would rightly decide the mark, so they get no cents either.
      for (const [column, { field, values }] of draft.columns.entries())
        if (field === null && values === "money")
          for (const { cells } of dataLines(draft)) putCell(cells, column, ambiguousCell(mark, random));
      beside(draft, random);
      return columnThing(...moneyFields);
    },
  };
}

function ambiguousCell(mark: "," | ".", random: Random): DraftCell {
  return textCell(`${random.integer(101, 999)}${mark === "," ? "." : ","}000`);
}

/** Writes with the mark that is not the file's, to mislead. */
function otherMark(draft: Draft, text: string): string {
  return decimalMarkOf(draft.shape.money) === "," ? text : text.replace(".", ",");
}
