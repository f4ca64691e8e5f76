import type { Field } from "#lib/domain/fields/field.ts";
import { findAmountUnit, type SaidRow, saidUnit } from "#lib/domain/mapping/amount-unit.ts";
import type { ColumnProfile, NearlyAll } from "#lib/domain/mapping/column-profile.ts";
import { ColumnProfiler } from "#lib/domain/mapping/column-profiler.ts";
import { findGroups } from "#lib/domain/mapping/find-groups.ts";
import { findMisfits } from "#lib/domain/mapping/find-misfits.ts";
import { proposeGroups } from "#lib/domain/mapping/propose-groups.ts";
import type { Proposal } from "#lib/domain/mapping/propose-mapping.ts";
import { tellingCells } from "#lib/domain/mapping/telling-cells.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { CellKind, Table } from "#lib/domain/table/table.ts";
import type { ColumnProposal, ColumnReport, RepeatedGroupsReport } from "./protocol/reading.ts";
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
  /** Columns whose dates have no separators. */
  readonly compactDates: ReadonlySet<number>;
  /** What nearly all cells of a column are, where some are of another kind. */
  readonly nearlyAll: ReadonlyMap<number, NearlyAll>;
}

const kindOfLetter: Readonly<Record<string, CellKind>> = { n: "number", d: "date", b: "boolean", e: "error" };

/**
 * Reads every cell of a table once and says what each column holds and where it seems to belong. `widths` is shown each row; `beside` are
 * the rows that are no data, which may say something of all columns.
 */
export function describeTable(
  table: Table,
  fields: readonly Field[],
  onProgress?: (share: number) => void,
  widths?: RowWidthSurvey,
  beside: readonly SaidRow[] = [],
): TableDescription {
  const survey = surveyTable(table, widths, onProgress);
  const surveyed = table.columns.flatMap(({ index, header }) => {
    const [own, shifted] = [survey.columns[index], survey.shifted[index]];
    if (own === undefined || shifted === undefined) return [];
    const filledRows = own.filledRows + shifted.filledRows;
    const saidRows = own.profiler.saidCells + shifted.profiler.saidCells;
    return [{ index, header, profile: profileOf(own, shifted), samples: own.samples, filledRows, saidRows }];
  });
  const { columns: profiled, proposals } = settleAndPropose(table, surveyed, fields);
  const proposalOf = (index: number, proposal: Proposal | null): ColumnProposal | null => {
    const [column, field] = [profiled[index], fields.find(({ id }) => id === proposal?.field)];
    if (proposal?.isMisfit !== true || column === undefined || field === undefined) return proposal;
    const misfits = findMisfits(table, column, field);
    return misfits === null ? proposal : { ...proposal, misfits };
  };
  const unit = saidUnit(beside);
  const columns = profiled.map(({ index, header, profile, samples, filledRows }): ColumnReport => {
    const { decimalMark, dateOrder, datedCells } = profile;
    const proposal = proposalOf(index, proposals[index] ?? null);
    const sums = isMarkInDoubt(profile) ? { sums: sumReadings(table, index) } : {};
    const amountUnit = findAmountUnit(header, unit);
    const cells = tellingCells(table, index, profile);
    const telling = cells.length === 0 ? {} : { telling: cells };
    const compact = profile.compactDates === 0 ? {} : { hasCompactDates: true as const };
    const units = amountUnit === null ? {} : { amountUnit };
    return {
      index,
      header,
      samples,
      filledRows,
      decimalMark,
      dateOrder,
      datedCells,
      proposal,
      ...sums,
      ...units,
      ...telling,
      ...compact,
    };
  });
  const repeated = findGroups(profiled.map(({ header }) => header));
  const repeatedGroups =
    repeated === null
      ? null
      : {
          groups: repeated.groups,
          count: repeated.count,
          proposals: proposeGroups(profiled, repeated, fields).map((proposal, index) => proposalOf(index, proposal)),
        };
  const strayNumbers = new Set(profiled.flatMap(({ index, profile }) => (profile.hasStrayNumbers ? [index] : [])));
  const compactDates = new Set(profiled.flatMap(({ index, profile }) => (profile.compactDates > 0 ? [index] : [])));
  const nearlyAll = new Map(
    profiled.flatMap(({ index, profile }) => (profile.nearlyAll === null ? [] : [[index, profile.nearlyAll] as const])),
  );
  const filledRows = profiled.map(({ saidRows }) => saidRows);
  return { columns, repeatedGroups, strayNumbers, compactDates, nearlyAll, filledRows };
}

interface TableSurvey {
  readonly columns: readonly ColumnSurvey[];
  /** What stands in shifted rows may be another column's. */
  readonly shifted: readonly ColumnSurvey[];
}

function surveysFor(table: Table): readonly ColumnSurvey[] {
  return table.columns.map(() => ({ profiler: new ColumnProfiler(), samples: [], filledRows: 0 }));
}

/** Looks at every cell once. Rows of another width than the others wait until it is known whether that is usual in this file. */
function surveyTable(
  table: Table,
  widths: RowWidthSurvey | undefined,
  onProgress: ((share: number) => void) | undefined,
): TableSurvey {
  const columns = surveysFor(table);
  const shifted = surveysFor(table);
  const placed = new PlacedRow();
  const odd: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    table.place(row, placed);
    widths?.take(placed);
    if (widths?.isOdd(placed.count) === true) odd.push(row);
    else surveyRow(columns, placed);
    if (row % 20_000 === 0) onProgress?.(row / table.rowCount);
  }
  const isShifted = widths?.shifted();
  for (const row of odd) {
    table.place(row, placed);
    surveyRow(isShifted?.(placed) === true ? shifted : columns, placed);
  }
  return { columns, shifted };
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

/** What a column's cells are; numbers that only shifted rows have in it are none of its own. */
function profileOf(column: ColumnSurvey, shifted: ColumnSurvey): ColumnProfile {
  const profile = column.profiler.profile();
  const has = ({ counts }: ColumnProfile): boolean => counts.integers + counts.decimals > 0;
  const isStray = shifted.filledRows > 0 && !has(profile) && has(shifted.profiler.profile());
  return { ...profile, hasStrayNumbers: profile.hasStrayNumbers || isStray };
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
