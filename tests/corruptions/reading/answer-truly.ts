import { firstMapping } from "#components/mapping/first-mapping.ts";
import { decidedReading, type ReadingName, readingQuestions } from "#components/mapping/reading-question.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { CellReading, ColumnMapping, Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ColumnReport, ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import type { BankColumn } from "../sheet/bank.ts";
import type { Shape } from "../sheet/shape.ts";
import { dateOrderOf, decimalMarkOf } from "../sheet/spell.ts";

export interface AnsweredMapping {
  readonly mapping: Mapping;
  /** The fields that had to be asked about, as the observation has them. */
  readonly toPlace: ReadonlySet<string>;
  readonly toRead: ReadonlySet<string>;
}

/** Who is asked knows the file: its columns by their place, its marks and its dates. */
export interface Knowledge {
  readonly columns: readonly BankColumn[];
  readonly shape: Shape;
  readonly answers: ReadonlyMap<string, "," | "." | "dmy" | "mdy" | "ymd">;
  readonly dated: ReadonlyMap<string, "swapped">;
}

/**
 * The mapping the page begins with, all sure proposals taken. What it asks is answered as by somebody who knows the file, so that
 * everything else is judged too: a question hides no other mistake.
 */
export function answerTruly(report: ReadingReport, known: Knowledge): AnsweredMapping {
  const { mapping } = firstMapping(report.columns, standardFields, { kind: "none" });
  const toPlace = new Set<string>();
  const toRead = new Set<string>();
  const columns = [...mapping.columns];
  const taken = new Set(columns.flatMap((state) => ("field" in state ? [state.field] : [])));
  for (const [place, { field, header }] of known.columns.entries()) {
    if (field === null || taken.has(field)) continue;
    toPlace.add(field);
    const column = placeOf(report, place, header);
    if (column !== null && columns[column]?.state === "unmapped")
      columns[column] = { state: "field", field, group: 0, reading: {} };
  }
  const read = columns.map((state, column) => withReading(state, report.columns[column], known, toRead));
  return { mapping: { ...mapping, columns: read }, toPlace, toRead };
}

/** By its place where the header there is its own, told apart or not; else by the header; else by the place alone. */
function placeOf(report: ReadingReport, place: number, header: string): number | null {
  const clean = header.replace(/\s+/g, " ").trim();
  const there = report.columns[place];
  if (there?.header.replace(/ \(\d+\)$/, "") === clean) return place;
  return (report.columns.find((column) => column.header === clean) ?? there)?.index ?? null;
}

function withReading(
  state: ColumnMapping,
  column: ColumnReport | undefined,
  known: Knowledge,
  toRead: Set<string>,
): ColumnMapping {
  if (state.state !== "field" || column === undefined) return state;
  const field = standardFields.find(({ id }) => id === state.field);
  if (field === undefined) return state;
  // Of a column that was placed by hand the reading is what its values have decided, as the page takes it.
  let reading: CellReading = { ...decidedReading(column, field), ...state.reading };
  for (const question of readingQuestions(column, field)) {
    toRead.add(field.id);
    reading = { ...reading, ...answerOf(question, field.id, known) };
  }
  return { ...state, reading };
}

function answerOf(question: ReadingName, field: string, { answers, shape, dated }: Knowledge): CellReading {
  if (question === "datedCells") return { datedCells: dated.get(field) ?? "kept" };
  // No portfolio here is written in thousands.
  if (question === "amountUnit") return { amountUnit: "written" };
  const said = answers.get(field);
  if (question === "decimalMark")
    return { decimalMark: said === "," || said === "." ? said : decimalMarkOf(shape.money) };
  return { dateOrder: said === undefined || said === "," || said === "." ? dateOrderOf(shape.dates) : said };
}
