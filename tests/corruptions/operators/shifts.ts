import { blank, columnOf, dataLines, textCell } from "../sheet/draft.ts";
import { formats, textFormats } from "../sheet/shape.ts";
import { spell } from "../sheet/spell.ts";
import { nothing, type Operator, rowsThing } from "./operator.ts";
import { moneyFields, pickField, pickLine, pickLines, rewriteCells } from "./pick.ts";

/** Cells in another column than their own. */
export const shiftOperators: readonly Operator[] = [
  {
    name: "cell dropped",
    what: "a cell is gone and the rest of its row stands one column to the left",
    shifts: true,
    formats,
    at: "table",
    apply(draft, random) {
      const line = pickLine(draft, random);
      const at = random.integer(0, line.cells.length - 1);
      // If only blank cells follow, the cell is merely emptied, which another operator does.
      if (line.cells.slice(at + 1).every(({ is }) => is === "blank")) return null;
      line.cells.splice(at, 1);
      return rowsThing([line.origin]);
    },
  },
  {
    name: "cell added",
    what: "an empty cell was put in and the rest of its row stands one column to the right",
    shifts: true,
    formats,
    at: "table",
    apply(draft, random) {
      const line = pickLine(draft, random);
      line.cells.splice(random.integer(0, line.cells.length - 1), 0, blank);
      return rowsThing([line.origin]);
    },
  },
  {
    name: "cell doubled",
    what: "a cell stands twice and the rest of its row is shifted",
    shifts: true,
    formats,
    at: "table",
    apply(draft, random) {
      const line = pickLine(draft, random);
      const at = random.integer(0, line.cells.length - 1);
      line.cells.splice(at, 0, line.cells[at] ?? blank);
      return rowsThing([line.origin]);
    },
  },
  {
    name: "two cells swapped",
    what: "two neighbours in a row have changed places",
    shifts: true,
    formats,
    at: "table",
    apply(draft, random) {
      const line = pickLine(draft, random);
      // Only neighbours of different kinds (words, numbers, dates): two swapped numbers or names leave no
      // trace, nor does a value swapped with a blank.
      const isFilled = (at: number): boolean => (line.cells[at] ?? blank).is !== "blank";
      const places = draft.columns.flatMap(({ field, values }, at) => {
        const next = draft.columns[at + 1];
        return field !== null &&
          next !== undefined &&
          kindOf(values) !== kindOf(next.values) &&
          isFilled(at) &&
          isFilled(at + 1)
          ? [at]
          : [];
      });
      if (places.length === 0) return null;
      const at = random.pick(places);
      const [left, right] = [line.cells[at] ?? blank, line.cells[at + 1] ?? blank];
      line.cells.splice(at, 2, right, left);
      return rowsThing([line.origin]);
    },
  },
  {
    name: "rows shifted from here",
    what: "from a row on everything stands one column to the right",
    shifts: true,
    formats,
    at: "table",
    apply(draft, random) {
      const lines = dataLines(draft);
      const shifted = lines.slice(random.integer(1, lines.length - 1));
      for (const line of shifted) line.cells.unshift(blank);
      return rowsThing(shifted.map(({ origin }) => origin));
    },
  },
  {
    name: "row cut short",
    what: "the last cells of a row are missing",
    // In a workbook a missing cell is the same as an empty one.
    formats: [...textFormats, "html"],
    at: "table",
    apply(draft, random) {
      const line = pickLine(draft, random);
      line.cells.splice(random.integer(2, line.cells.length - 1));
      return rowsThing([line.origin]);
    },
  },
  {
    name: "empty cells behind",
    what: "a delimiter too many at the end of rows",
    formats,
    at: "table",
    apply(draft, random) {
      for (const line of pickLines(draft, random)) line.cells.push(blank);
      return nothing;
    },
  },
  {
    name: "remark behind",
    what: "somebody wrote a remark behind a row, where no column is",
    formats,
    at: "table",
    apply(draft, random) {
      const line = pickLine(draft, random);
      line.cells.push(textCell("OJO REVISAR"));
      return rowsThing([line.origin]);
    },
  },
  {
    name: "amount cut at its commas",
    what: "4,000,000 without quotes in a file of commas",
    shifts: true,
    formats: ["csv"],
    at: "table",
    apply(draft, random) {
      if (draft.shape.delimiter !== ",") return null;
      const field = pickField(draft, random, moneyFields);
      const column = field === null ? null : columnOf(draft, field);
      if (column === null) return null;
      const line = pickLine(draft, random);
      const cell = line.cells[column];
      if (cell?.is !== "money") return null;
      const digits = String(Math.floor(cell.cents / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
      // Below a thousand there is no comma to split at; only the cents would be lost.
      if (!digits.includes(",")) return null;
      line.cells.splice(column, 1, ...digits.split(",").map(textCell));
      return rowsThing([line.origin]);
    },
  },
  {
    name: "delimiter within a cell",
    what: "an address or a name holds the delimiter and is not quoted",
    shifts: true,
    formats: textFormats,
    at: "table",
    apply(draft, random) {
      const field = pickField(draft, random, ["debtor.Name", "debtor.Address", "obligation.name"]);
      const column = field === null ? null : columnOf(draft, field);
      if (column === null) return null;
      const line = pickLine(draft, random);
      const words = spell(line.cells[column] ?? blank, draft.shape).split(" ");
      const at = random.integer(1, Math.max(1, words.length - 1));
      line.cells.splice(column, 1, textCell(words.slice(0, at).join(" ")), textCell(` ${words.slice(at).join(" ")}`));
      return rowsThing([line.origin]);
    },
  },
  {
    name: "stray quote",
    what: "an inch sign or a nickname's quote within a cell, not doubled",
    formats: textFormats,
    notices: ["unbalanced_quotes"],
    at: "text",
    apply(lines, draft, random) {
      const line = pickLine(draft, random);
      const at = draft.lines.indexOf(line);
      const text = lines[at];
      if (typeof text !== "string" || text.includes('"')) return null;
      const cells = text.split(draft.shape.delimiter);
      const column = columnOf(draft, "obligation.name");
      const row = line.origin === null ? undefined : draft.truth[line.origin];
      if (column === null || row === undefined) return null;
      const name = row.obligation["obligation.name"] ?? "";
      // Another operator may have moved the row's cells.
      if (cells[column] !== name) return null;
      const spelled = random.pick([`"${name}`, `${name}"`, `EL "${name}`]);
      // A quote that does not begin the cell is an ordinary character.
      if (!spelled.startsWith('"')) row.obligation["obligation.name"] = spelled;
      cells[column] = spelled;
      lines[at] = cells.join(draft.shape.delimiter);
      return rowsThing([line.origin], new Set(["obligation.name"]));
    },
  },
  {
    name: "line break within a cell",
    what: "an address over two lines, quoted as it must be",
    formats,
    at: "table",
    apply(draft, random) {
      const rows = rewriteCells(draft, pickLines(draft, random), "debtor.Address", (cell) =>
        cell.is === "text" ? cell.text.replace(" ", "\n") : null,
      );
      return rows.length === 0 ? null : nothing;
    },
  },
];

function kindOf(values: string): "numbers" | "date" | "words" {
  if (["money", "days", "percent", "code", "document", "mobile"].includes(values)) return "numbers";
  return values === "date" ? "date" : "words";
}
