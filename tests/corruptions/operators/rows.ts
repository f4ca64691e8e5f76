import { type Draft, type DraftLine, dataLines, extraLine, reorder } from "../sheet/draft.ts";
import { formats, textFormats } from "../sheet/shape.ts";
import { everything, nothing, type Operator, rowsThing } from "./operator.ts";
import { insertLine, pickLine, pickLines, pickPlace } from "./pick.ts";

const copyOf = (line: DraftLine): DraftLine => ({ origin: line.origin, cells: [...line.cells] });

/** Lines that come twice, are missing, or do not belong to the portfolio. */
export const rowOperators: readonly Operator[] = [
  {
    name: "row repeated",
    what: "a row stands twice, one below the other",
    formats,
    at: "table",
    apply(draft, random) {
      const line = pickLine(draft, random);
      insertLine(draft, draft.lines.indexOf(line) + 1, copyOf(line));
      return rowsThing([line.origin]);
    },
  },
  {
    name: "block pasted twice",
    what: "the last rows were pasted a second time at the end",
    formats,
    at: "table",
    apply(draft, random) {
      const lines = dataLines(draft).slice(-random.integer(2, 6));
      draft.lines.push(...lines.map(copyOf));
      return rowsThing(lines.map(({ origin }) => origin));
    },
  },
  {
    name: "rows missing",
    what: "whole rows were deleted",
    formats,
    isInvisible: true,
    at: "table",
    apply(draft, random) {
      const lost = pickLines(draft, random);
      for (const line of lost) draft.lines.splice(draft.lines.indexOf(line), 1);
      return rowsThing(lost.map(({ origin }) => origin));
    },
  },
  {
    name: "blank rows",
    what: "blank rows between the rows",
    formats,
    at: "table",
    apply(draft, random) {
      for (let count = random.integer(1, 4); count > 0; count--)
        insertLine(draft, pickPlace(draft, random), extraLine([]));
      return nothing;
    },
  },
  {
    name: "rows in another order",
    what: "somebody sorted the sheet",
    formats,
    at: "table",
    apply(draft, random) {
      // No spreadsheet program sorts rows with merged cells.
      if (draft.merges.some(({ column }) => column !== "across")) return null;
      const keyed = dataLines(draft).map((line) => ({ line, key: random.next() }));
      reorder(
        draft,
        keyed.sort((a, b) => a.key - b.key).map(({ line }) => line),
      );
      return nothing;
    },
  },
  {
    name: "header repeated",
    what: "the header stands again on every printed page",
    formats,
    at: "table",
    apply(draft, random) {
      for (let count = random.integer(1, 3); count > 0; count--) headerAgain(draft, pickPlace(draft, random));
      return everything;
    },
  },
  {
    name: "header repeated at the end",
    what: "the header stands again as the last row",
    formats,
    at: "table",
    apply(draft) {
      headerAgain(draft, draft.lines.length);
      return everything;
    },
  },
  {
    name: "second block",
    what: "two files were put one below the other, each with title and header",
    formats,
    at: "table",
    apply(draft, random) {
      const at = pickPlace(draft, random);
      headerAgain(draft, at);
      draft.lines.splice(at, 0, extraLine([]), extraLine(["CARTERA SEGUNDA PARTE"]));
      return everything;
    },
  },
  {
    name: "summary below",
    what: "a table of its own below the portfolio: products and their sums",
    formats,
    at: "table",
    apply(draft) {
      draft.lines.push(
        extraLine([]),
        extraLine(["RESUMEN", "CLIENTES", "SALDO"]),
        extraLine(["Consumo", { is: "number", value: 12 }, { is: "money", cents: 1_234_567_800 }]),
        extraLine(["Tarjeta", { is: "number", value: 9 }, { is: "money", cents: 987_654_300 }]),
      );
      return everything;
    },
  },
  {
    name: "summary beside",
    what: "a table of its own to the right of the portfolio",
    formats,
    at: "table",
    apply(draft) {
      const own = [
        ["RESUMEN", "CLIENTES"],
        ["Consumo", "12"],
        ["Tarjeta", "9"],
        ["Total", "21"],
      ];
      const width = draft.columns.length;
      const first = draft.lines.indexOf(draft.headerLine);
      for (const [at, texts] of own.entries()) {
        const line = draft.lines[first + at];
        // A row that was cut stays cut.
        if (line === undefined || (line.origin !== null && line.cells.length < width)) continue;
        while (line.cells.length < width + 1) line.cells.push({ is: "blank" });
        line.cells.push(...texts.map((text) => ({ is: "text" as const, text })));
      }
      return nothing;
    },
  },
  {
    name: "row broken in two",
    what: "a line break within a cell that is not quoted",
    shifts: true,
    formats: textFormats,
    at: "table",
    apply(draft, random) {
      // Within quotes it is a valid line break in a cell.
      if (draft.shape.isAllQuoted) return null;
      const line = pickLine(draft, random);
      const share = random.next();
      line.rewrite = (text) => {
        const at = 1 + Math.floor(share * (text.length - 2));
        return `${text.slice(0, at)}${draft.shape.lineEnd}${text.slice(at)}`;
      };
      return rowsThing([line.origin]);
    },
  },
  {
    name: "rows glued",
    what: "the end of a line is lost: two rows are one",
    shifts: true,
    formats: textFormats,
    at: "text",
    apply(lines, draft, random) {
      const line = random.pick(dataLines(draft).slice(0, -1));
      const at = draft.lines.indexOf(line);
      const [first, second] = [lines[at], lines[at + 1]];
      if (typeof first !== "string" || typeof second !== "string") return null;
      lines[at] = first + second;
      lines[at + 1] = null;
      return rowsThing([line.origin, draft.lines[at + 1]?.origin ?? null]);
    },
  },
  {
    name: "row half overwritten",
    what: "two writers at once: the rest of a row is that of the next",
    shifts: true,
    formats: textFormats,
    at: "text",
    apply(lines, draft, random) {
      const line = random.pick(dataLines(draft).slice(0, -1));
      const at = draft.lines.indexOf(line);
      const first = lines[at];
      const second = lines[at + 1];
      if (typeof first !== "string" || typeof second !== "string") return null;
      // Cut after at least two cells, so that the row gets wider: a row that begins like one, continues like
      // another and has the usual width leaves no trace.
      const from = first.indexOf(draft.shape.delimiter, first.indexOf(draft.shape.delimiter) + 1) + 1;
      lines[at] = first.slice(0, random.integer(from, first.length)) + second;
      lines[at + 1] = null;
      return rowsThing([line.origin, draft.lines[at + 1]?.origin ?? null]);
    },
  },
];

/** Repeats the header that applies at this index. */
function headerAgain(draft: Draft, at: number): void {
  const above = draft.lines.slice(0, at).findLast(({ isHeader }) => isHeader === true) ?? draft.headerLine;
  insertLine(draft, at, { origin: null, isHeader: true, cells: [...above.cells] });
}
