import type { ProfiledColumn } from "#lib/domain/mapping/columns/column-claims.ts";
import type { ColumnProfile } from "#lib/domain/mapping/columns/column-profile.ts";
import { ColumnProfiler } from "#lib/domain/mapping/columns/column-profiler.ts";
import { type OtherHeader, otherHeaderOver } from "#lib/domain/table/other-order.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { CellKind, Table } from "#lib/domain/table/table.ts";
import type { RowWidthSurvey } from "../row-width-survey.ts";

const sampleCount = 3;

/** Longer samples show no more and make the message to the page large. */
const sampleCharacters = 200;

interface ColumnSurvey {
  readonly profiler: ColumnProfiler;
  readonly samples: string[];
  filledRows: number;
}

/** A column with the profile of its cells and some samples. */
export interface SurveyedColumn extends ProfiledColumn {
  readonly samples: readonly string[];
  /** `filledRows`: cells with any character; `saidRows`: those of them that are not blank. */
  readonly filledRows: number;
  readonly saidRows: number;
}

export interface Surveying {
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Gets every row. */
  readonly widths?: RowWidthSurvey | null;
  /** The last two digits of the current year. */
  readonly thisYear?: number | undefined;
  /** The last day that is past for the file, in days since 1970. */
  readonly lastPast?: number | undefined;
  /** Rows under these headers tell nothing about the table's columns. */
  readonly otherHeaders?: readonly OtherHeader[];
}

const kindOfLetter: Readonly<Record<string, CellKind>> = { n: "number", d: "date", b: "boolean", e: "error" };

function surveysFor(table: Table): readonly ColumnSurvey[] {
  return table.columns.map(() => ({ profiler: new ColumnProfiler(), samples: [], filledRows: 0 }));
}

/**
 * Looks at every cell once. Rows with another width than the rest wait until it is known whether that width
 * is usual in this file: cells of shifted rows may belong to other columns.
 */
export function surveyTable(
  table: Table,
  { widths, onProgress, thisYear, lastPast, otherHeaders = [] }: Surveying,
): readonly SurveyedColumn[] {
  const columns = surveysFor(table);
  const shifted = surveysFor(table);
  const placed = new PlacedRow();
  const odd: number[] = [];
  let firstTaken = table.rowCount;
  for (let row = 0; row < table.rowCount; row++) {
    table.place(row, placed);
    if (otherHeaders.length > 0 && otherHeaderOver(otherHeaders, placed.line) > 0) {
      widths?.passBy(placed);
      continue;
    }
    widths?.take(placed);
    if (widths?.isOdd(placed.count) === true) odd.push(row);
    else {
      if (row < firstTaken) firstTaken = row;
      surveyRow(columns, placed);
    }
    if (row % 20_000 === 0) onProgress?.(row / table.rowCount);
  }
  const isShifted = widths?.shifted();
  // Without a header, the first rows count as odd until the usual width is known; their values still come
  // first.
  const first = columns.map((): string[] => []);
  for (const row of odd) {
    table.place(row, placed);
    const isOdd = isShifted?.(placed) === true;
    surveyRow(isOdd ? shifted : columns, placed);
    if (!isOdd && row < firstTaken)
      for (const [column, samples] of first.entries()) sampleCell(samples, placed, column);
  }
  return table.columns.flatMap(({ index, header }) => {
    const [own, ofShifted] = [columns[index], shifted[index]];
    if (own === undefined || ofShifted === undefined) return [];
    const filledRows = own.filledRows + ofShifted.filledRows;
    const saidRows = own.profiler.saidCells + ofShifted.profiler.saidCells;
    const samples = [...new Set([...(first[index] ?? []), ...own.samples])].slice(0, sampleCount);
    return [{ index, header, profile: profileOf(own, ofShifted, thisYear, lastPast), samples, filledRows, saidRows }];
  });
}

function surveyRow(surveys: readonly ColumnSurvey[], placed: PlacedRow): void {
  const { text, kinds, count } = placed;
  for (let column = 0; column < count; column++) {
    const start = placed.start(column);
    const end = placed.end(column);
    const survey = surveys[column];
    if (start === end || survey === undefined) continue;
    survey.filledRows++;
    survey.profiler.add(text, kinds === null ? "text" : (kindOfLetter[kinds[column] ?? ""] ?? "text"), start, end);
    if (survey.samples.length < sampleCount) takeSample(survey.samples, text.slice(start, end));
  }
}

function sampleCell(samples: string[], placed: PlacedRow, column: number): void {
  if (column >= placed.count || samples.length === sampleCount) return;
  takeSample(samples, placed.text.slice(placed.start(column), placed.end(column)));
}

/** A column's profile. Numbers that only shifted rows have in it are not its own (`hasStrayNumbers`). */
function profileOf(
  column: ColumnSurvey,
  shifted: ColumnSurvey,
  thisYear: number | undefined,
  lastPast: number | undefined,
): ColumnProfile {
  const profile = column.profiler.profile(thisYear, lastPast);
  const has = ({ counts }: ColumnProfile): boolean => counts.integers + counts.decimals > 0;
  const isStray = shifted.filledRows > 0 && !has(profile) && has(shifted.profiler.profile());
  return { ...profile, hasStrayNumbers: profile.hasStrayNumbers || isStray };
}

function takeSample(samples: string[], text: string): void {
  const sample = text.trim().slice(0, sampleCharacters);
  if (sample !== "" && !samples.includes(sample)) samples.push(sample);
}
