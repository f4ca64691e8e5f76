import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { firstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { decidedReading, type ReadingName, readingQuestions } from "#lib/domain/mapping/answers/reading-question.ts";
import type { CellReading } from "#lib/domain/mapping/cell-reading.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { ColumnMapping, Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import type { BankColumn } from "../sheet/bank.ts";
import type { Shape } from "../sheet/shape.ts";
import { dateOrderOf, decimalMarkOf } from "../sheet/spell.ts";

export interface AnsweredMapping {
  readonly mapping: Mapping;
  /** The fields that the page asked about, as in `Observation`. */
  readonly toPlace: ReadonlySet<string>;
  readonly toRead: ReadonlySet<string>;
}

/** What somebody who knows the file can answer: its columns by their place, its marks and its dates. */
export interface Knowledge {
  readonly columns: readonly BankColumn[];
  readonly shape: Shape;
  readonly answers: ReadonlyMap<string, "," | "." | "dmy" | "mdy" | "ymd">;
  readonly dated: ReadonlyMap<string, "swapped">;
}

/**
 * The page's first mapping with all sure proposals accepted. The page's questions are answered as by somebody
 * who knows the file, so that everything else is judged too: a question hides no other mistake.
 */
export function answerTruly(report: ReadingReport, known: Knowledge): AnsweredMapping {
  const { mapping } = firstMapping(report.columns, standardFields, { kind: "none" });
  const toPlace = new Set<string>();
  const toRead = new Set<string>();
  const columns = [...mapping.columns];
  const taken = new Set(columns.flatMap((state) => ("field" in state ? [state.field] : [])));
  for (const [place, { field }] of known.columns.entries()) {
    if (field === null || taken.has(field)) continue;
    toPlace.add(field);
    // The column is placed by its position, whatever the damaged header says.
    if (columns[place]?.state === "unmapped") columns[place] = { state: "field", field, group: 0, reading: {} };
  }
  const read = columns.map((state, column) => withReading(state, report.columns[column], known, toRead));
  return { mapping: { ...mapping, columns: read }, toPlace, toRead };
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
  // A column placed by hand gets the reading that its values have decided, as on the page.
  let reading: CellReading = { ...decidedReading(column, field), ...state.reading };
  for (const question of readingQuestions(column, field)) {
    toRead.add(field.id);
    reading = { ...reading, ...answerOf(question, field.id, known) };
  }
  return { ...state, reading };
}

function answerOf(question: ReadingName, field: string, { answers, shape, dated }: Knowledge): CellReading {
  if (question === "datedCells") return { datedCells: dated.get(field) ?? "kept" };
  if (question === "dayCount") return { dayCount: "1900" };
  // No portfolio here is written in thousands.
  if (question === "amountUnit") return { amountUnit: "written" };
  const said = answers.get(field);
  if (question === "decimalMark")
    return { decimalMark: said === "," || said === "." ? said : decimalMarkOf(shape.money) };
  return { dateOrder: said === undefined || said === "," || said === "." ? dateOrderOf(shape.dates) : said };
}
