import type { Field } from "#lib/domain/fields/field.ts";
import type { ColumnProfile } from "#lib/domain/mapping/column-profile.ts";
import { ColumnProfiler } from "#lib/domain/mapping/column-profiler.ts";
import { findGroups } from "#lib/domain/mapping/find-groups.ts";
import { proposeGroups } from "#lib/domain/mapping/propose-groups.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { CellKind, Table } from "#lib/domain/table/table.ts";
import type { ColumnReport, RepeatedGroupsReport } from "./protocol/reading.ts";
import type { RowWidthSurvey } from "./row-width-survey.ts";
import { settleAndPropose } from "./settle-and-propose.ts";
import { sumReadings } from "./sum-readings.ts";

const sampleCount = 3;

/** Samples longer than this say no more and make the message to the page heavy. */
const sampleCharacters = 200;

interface ColumnSurvey {
  readonly profiler: ColumnProfiler;
  readonly samples: string[];
  filledRows: number;
}

export interface TableDescription {
  readonly columns: readonly ColumnReport[];
  readonly repeatedGroups: RepeatedGroupsReport | null;
  /** Columns whose numbers may have slipped in from another one. */
  readonly strayNumbers: ReadonlySet<number>;
  /** Rows that say something in a column, by column. */
  readonly filledRows: readonly number[];
}

const kindOfLetter: Readonly<Record<string, CellKind>> = { n: "number", d: "date", b: "boolean", e: "error" };

/** Reads every cell of a table once and says what each column holds and where it seems to belong; `widths` is shown each row. */
export function describeTable(
  table: Table,
  fields: readonly Field[],
  onProgress?: (share: number) => void,
  widths?: RowWidthSurvey,
): TableDescription {
  const surveys = table.columns.map(
    (): ColumnSurvey => ({ profiler: new ColumnProfiler(), samples: [], filledRows: 0 }),
  );
  const placed = new PlacedRow();
  for (let row = 0; row < table.rowCount; row++) {
    table.place(row, placed);
    widths?.take(placed);
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
    if (row % 20_000 === 0) onProgress?.(row / table.rowCount);
  }
  const surveyed = table.columns.flatMap(({ index, header }) => {
    const survey = surveys[index];
    if (survey === undefined) return [];
    const { profiler, samples, filledRows } = survey;
    return [{ index, header, profile: profiler.profile(), samples, filledRows }];
  });
  const { columns: profiled, proposals } = settleAndPropose(table, surveyed, fields);
  const columns = profiled.map(({ index, header, profile, samples, filledRows }): ColumnReport => {
    const { decimalMark, dateOrder, datedCells } = profile;
    const proposal = proposals[index] ?? null;
    const sums = isMarkInDoubt(profile) ? { sums: sumReadings(table, index) } : {};
    return { index, header, samples, filledRows, decimalMark, dateOrder, datedCells, proposal, ...sums };
  });
  const repeated = findGroups(profiled.map(({ header }) => header));
  const repeatedGroups =
    repeated === null
      ? null
      : { groups: repeated.groups, count: repeated.count, proposals: proposeGroups(profiled, repeated, fields) };
  const strayNumbers = new Set(profiled.flatMap(({ index, profile }) => (profile.hasStrayNumbers ? [index] : [])));
  const filledRows = profiled.map(({ profile }) => profile.filled);
  return { columns, repeatedGroups, strayNumbers, filledRows };
}

/** Whether somebody should see what the column adds up to: most are numbers, and they do not say themselves what a mark is. */
function isMarkInDoubt({ decimalMark, counts, filled }: ColumnProfile): boolean {
  if (decimalMark === null || counts.integers + counts.decimals < filled / 2) return false;
  return decimalMark.certainty === "ambiguous" || decimalMark.evidence === "decimal_by_other_columns";
}

function takeSample(samples: string[], text: string): void {
  const sample = text.trim().slice(0, sampleCharacters);
  if (sample !== "" && !samples.includes(sample)) samples.push(sample);
}
