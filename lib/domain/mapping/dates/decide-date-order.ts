import type { DateOrder } from "../../cleaning/dates/calendar.ts";
import type { CellReading } from "../cell-reading.ts";
import { decidingShare, likelyShare, percent } from "../columns/share.ts";
import type { Finding, ReadingEvidence } from "../finding.ts";
import type { YearStand } from "./short-years.ts";

/** Counts of a column's dates in three groups of digits. */
export interface DateCounts {
  /** Valid only with the day first, only with the month first, or with either as different days. */
  dmy: number;
  mdy: number;
  open: number;
  /** A year of four digits comes first; these need no order. */
  yearFirst: number;
  /** A year of four digits comes last. */
  yearLast: number;
  /** The year has two digits. */
  short: number;
}

const orders: readonly DateOrder[] = ["dmy", "mdy", "ymd"];

function others(order: DateOrder): readonly DateOrder[] {
  return orders.filter((candidate) => candidate !== order);
}

function asked(
  value: DateOrder,
  evidence: ReadingEvidence,
  params: Finding<DateOrder>["params"],
  alternatives: readonly DateOrder[],
): Finding<DateOrder> {
  return { value, certainty: "ambiguous", evidence, params, alternatives };
}

/** Whether some cells contradict others: no earlier answer fits all of them. */
export function isContradicted({ params }: Finding<unknown>): boolean {
  return params.contrary !== undefined;
}

function contrary(isContrary: boolean): { contrary?: number } {
  return isContrary ? { contrary: 1 } : {};
}

/**
 * What a date column's values decide about its reading, with their form; the order is absent if they leave it open.
 */
export function dateReading(finding: Finding<DateOrder> | null, orderForm: number | undefined): CellReading {
  return {
    ...(finding === null || orderForm === undefined ? {} : { orderForm }),
    ...(finding === null || finding.certainty === "ambiguous" ? {} : { dateOrder: finding.value }),
    ...(hasBothOrders(finding) ? { hasBothOrders: true } : {}),
  };
}

/** Whether some dates of a column have the day first and others the month, however few they are. */
function hasBothOrders(finding: Finding<DateOrder> | null): boolean {
  switch (finding?.evidence) {
    case "date_contradictory":
      return true;
    case "date_by_values":
      return finding.certainty === "likely";
    case "date_by_arrears":
      return finding.params.dmy !== undefined;
    default:
      return false;
  }
}

/**
 * Decides the order of dates in digits by what the cells prove. null: no cell is such a date, or day and
 * month are the same number in all of them.
 */
export function decideDateOrder(counts: DateCounts, year: YearStand): Finding<DateOrder> | null {
  const { yearFirst, yearLast, short } = counts;
  if (yearLast + short === 0) {
    if (yearFirst === 0) return null;
    const params = { cells: yearFirst };
    return { value: "ymd", certainty: "sure", evidence: "date_year_first", params, alternatives: others("ymd") };
  }
  if (year.at === "unclear" || (year.at === "first" && yearLast > 0)) {
    // Read with the day first, such dates would have few days and many years.
    const isYearFirst = year.at === "unclear" && year.isLikelierFirst && yearLast === 0;
    const isContrary = (year.at === "unclear" && year.isContradicted) || (counts.dmy > 0 && counts.mdy > 0);
    const params = { cells: short, ...contrary(isContrary) };
    if (isYearFirst) return asked("ymd", "date_year_unclear", params, others("ymd"));
    return asked("dmy", "date_year_unclear", params, ["ymd", "mdy"]);
  }
  if (year.at === "first") {
    const sure = { value: "ymd", certainty: "sure", alternatives: others("ymd") } as const;
    if (year.by === "values") return { ...sure, evidence: "date_year_first", params: { cells: yearFirst + short } };
    return { ...sure, certainty: "likely", ...tell(year, short) };
  }
  return decideDay(counts, year);
}

/**
 * The order of a column with dates without separators and perhaps others among them (`others`): asked unless
 * both agree.
 */
export function withCompact(
  others: Finding<DateOrder> | null,
  compact: Finding<DateOrder> | null,
): Finding<DateOrder> | null {
  if (others === null || compact === null) return compact ?? others;
  const isAgreed = others.value === compact.value && others.certainty !== "ambiguous";
  if (isAgreed || compact.certainty === "ambiguous") return compact;
  return { ...compact, certainty: "ambiguous", evidence: "date_forms_differ", params: {} };
}

/** Decides between day and month first if the year comes last. */
function decideDay({ dmy, mdy, open, short }: DateCounts, year: YearStand): Finding<DateOrder> | null {
  const deciding = dmy + mdy;
  if (deciding + open === 0) return null;
  if (deciding === 0) return asked("dmy", "date_undecided", { cells: open }, ["mdy"]);
  const value: DateOrder = dmy >= mdy ? "dmy" : "mdy";
  const other: DateOrder = value === "dmy" ? "mdy" : "dmy";
  const share = Math.max(dmy, mdy) / deciding;
  if (share < likelyShare) return asked(value, "date_contradictory", { dmy, mdy }, [other]);
  if (deciding < (deciding + open) * decidingShare) {
    return asked(value, "date_few_decide", { cells: deciding, open, ...contrary(share < 1) }, [other]);
  }
  const found = { value, alternatives: others(value) } as const;
  if (year.at === "last" && year.by !== "values") return { ...found, certainty: "likely", ...tell(year, short) };
  const params = { cells: deciding, share: percent(Math.max(dmy, mdy), deciding) };
  return { ...found, certainty: share === 1 ? "sure" : "likely", evidence: "date_by_values", params };
}

/** The evidence for where a year of two digits is. */
function tell(year: YearStand, cells: number): Pick<Finding<DateOrder>, "evidence" | "params"> {
  const by = year.at === "none" || year.at === "unclear" ? null : year;
  if (by?.by === "one") return { evidence: "date_of_one_year", params: { cells, days: by.days, year: by.year } };
  if (by?.by === "spread") return { evidence: "date_year_by_spread", params: { days: by.days, years: by.years } };
  return { evidence: "date_month_ends", params: { cells } };
}
