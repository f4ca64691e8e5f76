import type { DateOrder } from "../cleaning/date.ts";
import type { DecimalMark } from "../cleaning/decimal.ts";
import type { Finding, ReadingEvidence } from "./finding.ts";

/**
 * Cells of a hundred that must speak for a reading when some speak against it. Below it the column contradicts itself and a
 * person decides; above it the few others are slips, which then show as errors in their cells.
 */
const likelyShare = 0.99;

/** Percent with one decimal, never rounded up to a hundred: "100 %" must mean all. */
function percent(part: number, whole: number): number {
  return Math.floor((part / whole) * 1000) / 10;
}

function found<T>(
  value: T,
  certainty: Finding<T>["certainty"],
  evidence: ReadingEvidence,
  params: Finding<T>["params"],
  alternatives: readonly T[],
): Finding<T> {
  return { value, certainty, evidence, params, alternatives };
}

/** The decimal mark, from how many cells can only be read with each, and how many with both. null: no cell has a mark. */
export function decideDecimalMark(commas: number, dots: number, undecided: number): Finding<DecimalMark> | null {
  const deciding = commas + dots;
  if (deciding === 0) {
    // 1.234 throughout: dots that group are far commoner than three decimals, so that is the first suggestion, and it is asked.
    return undecided === 0 ? null : found(",", "ambiguous", "decimal_undecided", { cells: undecided }, ["."]);
  }
  const value: DecimalMark = commas >= dots ? "," : ".";
  const other: DecimalMark = value === "," ? "." : ",";
  const share = Math.max(commas, dots) / deciding;
  if (share < likelyShare) return found(value, "ambiguous", "decimal_contradictory", { commas, dots }, [other]);
  const params = { cells: deciding, share: percent(Math.max(commas, dots), deciding) };
  return found(value, share === 1 ? "sure" : "likely", "decimal_by_values", params, [other]);
}

const orders: readonly DateOrder[] = ["dmy", "mdy", "ymd"];

function others(order: DateOrder): readonly DateOrder[] {
  return orders.filter((candidate) => candidate !== order);
}

/** Whether the year of a date of three short groups (25-01-31) stands last. */
export type YearStand = "last" | "likely_last" | "unclear";

/** The order of dates in digits, from how many cells are only valid in each. null: no cell is such a date. */
export function decideDateOrder(
  dmy: number,
  mdy: number,
  ymd: number,
  undecided: number,
  year: YearStand = "last",
): Finding<DateOrder> | null {
  if (dmy + mdy + undecided === 0) {
    return ymd === 0 ? null : found("ymd", "sure", "date_year_first", { cells: ymd }, others("ymd"));
  }
  const deciding = dmy + mdy;
  // A year of four digits that stands first reads itself, so such cells neither speak for an order nor against it.
  if (year === "unclear") {
    return found("dmy", "ambiguous", "date_undecided", { cells: deciding + undecided }, ["ymd", "mdy"]);
  }
  if (deciding === 0) return found("dmy", "ambiguous", "date_undecided", { cells: undecided }, ["mdy"]);
  const value: DateOrder = dmy >= mdy ? "dmy" : "mdy";
  const share = Math.max(dmy, mdy) / deciding;
  if (share < likelyShare)
    return found(value, "ambiguous", "date_contradictory", { dmy, mdy }, [value === "dmy" ? "mdy" : "dmy"]);
  const params = { cells: deciding, share: percent(Math.max(dmy, mdy), deciding) };
  return found(value, share === 1 && year === "last" ? "sure" : "likely", "date_by_values", params, others(value));
}
