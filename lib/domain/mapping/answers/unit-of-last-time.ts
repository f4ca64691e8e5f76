import type { AmountUnit, CellReading } from "../cell-reading.ts";
import { isOfLastTime, type NamedUnit, unitOfLastTime } from "../columns/amount-unit.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import { carryMapping } from "../headers/fingerprint.ts";
import type { Mapping } from "../mapping.ts";
import type { RecalledMapping } from "./recalled-mapping.ts";

/**
 * The columns with a question for the unit where today's file names none and last time's amounts were
 * multiplied or divided. Columns that had no field then get the question too, since a title holds for all amounts.
 */
export function withUnitOfLastTime(
  columns: readonly ColumnReport[],
  recalled: RecalledMapping<Mapping>,
): readonly ColumnReport[] {
  if (recalled.kind === "none") return columns;
  const ofFile = recalled.mapping.columns.map(unitOf).find(isConverted);
  if (ofFile === undefined) return columns;
  const now = columns.map(({ header }) => header);
  const { columns: before } =
    recalled.kind === "exact" ? recalled.mapping : carryMapping(recalled.headers, now, recalled.mapping);
  return columns.map((column, index) => {
    const state = before[index];
    const unit = state?.state === "field" ? unitOf(state) : ofFile;
    return column.amountUnit === undefined && isConverted(unit)
      ? { ...column, amountUnit: unitOfLastTime(unit, recalled) }
      : column;
  });
}

/** Whether a remembered mapping multiplies or divides amounts, so that the next file has to be asked about. */
export function hasConvertedUnit({ columns }: Mapping): boolean {
  return columns.map(unitOf).some(isConverted);
}

/** The columns without the questions that a memory gave rise to, as before it was recalled. */
export function withoutUnitOfLastTime(columns: readonly ColumnReport[]): readonly ColumnReport[] {
  return columns.map(({ amountUnit, unitSums, ...column }): ColumnReport => {
    if (amountUnit === undefined || isOfLastTime(amountUnit)) return column;
    return { ...column, amountUnit, ...(unitSums === undefined ? {} : { unitSums }) };
  });
}

/** The answer to the question for a column's unit, with the unit that the file named. */
export function answeredUnit({ amountUnit: asked }: ColumnReport, amountUnit: AmountUnit): CellReading {
  const isNamed = asked !== undefined && !isOfLastTime(asked);
  return { amountUnit, namedUnit: isNamed ? asked.value : "written" };
}

/**
 * Whether a remembered unit answers today's question. One other than "written" never does; "as written" does unless
 * today's file names another unit than the one it was answered for. Older answers do not say for which.
 */
export function isUnitAnswered({ amountUnit, namedUnit }: CellReading, { amountUnit: today }: ColumnReport): boolean {
  return amountUnit === "written" && (today === undefined || namedUnit === undefined || namedUnit === today.value);
}

function unitOf(state: Mapping["columns"][number]): AmountUnit | undefined {
  return state.state === "field" ? state.reading.amountUnit : undefined;
}

function isConverted(unit: AmountUnit | undefined): unit is NamedUnit {
  return unit !== undefined && unit !== "written";
}
