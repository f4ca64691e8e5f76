import type { Field } from "#lib/domain/fields/field.ts";
import type { DayCount } from "#lib/domain/mapping/cell-reading.ts";
import { findAmountOrder } from "#lib/domain/mapping/columns/amount-order.ts";
import { answersFor, findAmountUnit, type SaidUnit } from "#lib/domain/mapping/columns/amount-unit.ts";
import type { ColumnProfile, NearlyAll } from "#lib/domain/mapping/columns/column-profile.ts";
import type { ColumnProposal, ColumnReport, RepeatedGroupsReport } from "#lib/domain/mapping/columns/column-report.ts";
import { findMisfits } from "#lib/domain/mapping/columns/find-misfits.ts";
import { tellingCells } from "#lib/domain/mapping/columns/telling-cells.ts";
import { findGroups } from "#lib/domain/mapping/find-groups.ts";
import type { Finding } from "#lib/domain/mapping/finding.ts";
import { proposeGroups } from "#lib/domain/mapping/propose-groups.ts";
import type { Proposal } from "#lib/domain/mapping/propose-mapping.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { settleAndPropose } from "./settle-and-propose.ts";
import { sumReadings } from "./sum-readings.ts";
import { type Surveying, surveyTable } from "./survey-table.ts";

export interface TableDescription {
  readonly columns: readonly ColumnReport[];
  readonly repeatedGroups: RepeatedGroupsReport | null;
  /** Columns whose numbers may have slipped in from another column. */
  readonly strayNumbers: ReadonlySet<number>;
  /** By column, how many rows have a cell that is not blank. */
  readonly filledRows: readonly number[];
  /** Columns with dates without separators. */
  readonly compactDates: ReadonlySet<number>;
  /** By column, the order that its dates prove. */
  readonly provenOrders: ReadonlyMap<number, "dmy" | "mdy">;
  /** By column, the kind of nearly all its cells, if some are of another kind. */
  readonly nearlyAll: ReadonlyMap<number, NearlyAll>;
}

interface Described extends Surveying {
  readonly said?: SaidUnit | null;
  readonly isFrom1904?: boolean;
  /** ISO 4217 code of the tenant's money. */
  readonly currency?: string | undefined;
}

/**
 * Reads every cell of a table once and reports what each column holds and to which field it seems to belong.
 * `said`: the unit that a title, a note or a name says for all amounts.
 */
export function describeTable(
  table: Table,
  fields: readonly Field[],
  { said = null, isFrom1904 = false, currency, ...surveying }: Described = {},
): TableDescription {
  const surveyed = surveyTable(table, surveying);
  const { columns: profiled, proposals } = settleAndPropose(table, surveyed, fields);
  const proposalOf = (index: number, proposal: Proposal | null): ColumnProposal | null => {
    const [column, field] = [profiled[index], fields.find(({ id }) => id === proposal?.field)];
    if (proposal?.isMisfit !== true || column === undefined || field === undefined) return proposal;
    const misfits = findMisfits(table, column, field);
    return misfits === null ? proposal : { ...proposal, misfits };
  };
  const order = findAmountOrder(table, profiled);
  const columns = profiled.map(({ index, header, profile, samples, filledRows }): ColumnReport => {
    const smaller = order.get(index) ?? [];
    const { decimalMark, dateOrder, datedCells, orderForm, orderAhead } = profile;
    const proposal = proposalOf(index, proposals[index] ?? null);
    const amountUnit = findAmountUnit(header, said, { profile, samples });
    const isInDoubt = isMarkInDoubt(profile);
    const isSummed = isInDoubt || (amountUnit !== null && isMostlyNumbers(profile));
    const both = isSummed ? sumReadings(table, index, currency) : null;
    const inCents =
      isSummed && amountUnit !== null && answersFor(amountUnit.value).includes("hundredths")
        ? { centSums: sumReadings(table, index, currency, "hundredths") }
        : {};
    const sums =
      both === null
        ? {}
        : { ...(isInDoubt ? { sums: both } : {}), ...(amountUnit === null ? {} : { unitSums: both }), ...inCents };
    const cells = tellingCells(table, index, profile);
    const telling = cells.length === 0 ? {} : { telling: cells };
    const compact = profile.compactDates === 0 ? {} : { hasCompactDates: true as const };
    const counted = profile.countedDays === 0 ? {} : { dayCount: dayCountOf(profile.countedDays, isFrom1904) };
    const units = amountUnit === null ? {} : { amountUnit };
    return {
      index,
      header,
      samples,
      filledRows,
      decimalMark,
      dateOrder,
      ...(dateOrder === null ? {} : { orderForm }),
      ...(orderAhead === null || dateOrder?.certainty !== "ambiguous" ? {} : { orderAhead }),
      datedCells,
      proposal,
      ...sums,
      ...units,
      ...telling,
      ...compact,
      ...counted,
      ...(smaller.length === 0 ? {} : { largerThan: smaller }),
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
  const provenOrders = new Map(
    profiled.flatMap(({ index, profile }) => (profile.provenDay === null ? [] : [[index, profile.provenDay] as const])),
  );
  const filledRows = profiled.map(({ saidRows }) => saidRows);
  return { columns, repeatedGroups, strayNumbers, compactDates, provenOrders, nearlyAll, filledRows };
}

function isMostlyNumbers({ counts, filled }: ColumnProfile): boolean {
  return filled > 0 && counts.integers + counts.decimals >= filled / 2;
}

/** Whether the column's sums should be shown: most cells are numbers, and they do not show which mark is decimal. */
function isMarkInDoubt(profile: ColumnProfile): boolean {
  const { decimalMark } = profile;
  if (decimalMark === null || !isMostlyNumbers(profile)) return false;
  return decimalMark.certainty === "ambiguous" || decimalMark.evidence === "decimal_by_other_columns";
}

/** A workbook tells where its day count begins, but not whether its numbers are days. */
function dayCountOf(cells: number, isFrom1904: boolean): Finding<DayCount> {
  const [value, other] = isFrom1904 ? (["1904", "1900"] as const) : (["1900", "1904"] as const);
  return { value, certainty: "ambiguous", evidence: "dates_as_numbers", params: { cells }, alternatives: [other] };
}
