import { type DateOrder, daysSinceEpoch } from "../cleaning/dates/calendar.ts";
import { plainDays } from "../cleaning/dates/days.ts";
import { readDate } from "../cleaning/dates/read-date.ts";
import { tidy } from "../cleaning/tidy.ts";
import type { Table } from "../table/table.ts";
import { DayTally } from "../validation/day-tally.ts";
import { percent } from "./columns/share.ts";
import type { Finding } from "./finding.ts";

/** Rows looked at, spread over the whole file. */
const maxRows = 40_000;
/** Fewer rows may agree by chance. */
const minRows = 5;
/**
 * Under the right order, due date plus days in arrears gives one day, the cut-off, in at least this share of
 * the rows; under every other order in at most `otherShare`.
 */
const agreeingShare = 0.9;
const otherShare = 0.5;

/**
 * Decides the order of due dates that their own cells leave open, by the days in arrears beside them: read
 * rightly, both add up to the day on which the file was closed, in row after row. null if they do not decide.
 */
export function orderByArrears(
  table: Table,
  due: { readonly index: number; readonly finding: Finding<DateOrder>; readonly isCompact?: boolean },
  days: number,
): Finding<DateOrder> | null {
  const { value, alternatives } = due.finding;
  const isContradictory = due.finding.evidence === "date_contradictory";
  const tallies = [value, ...alternatives].map((order) => ({ order, tally: tallyOf(table, due, days, order) }));
  const shares = tallies.map(({ order, tally }) => {
    const share = tally.total < minRows ? 0 : tally.peak().agreeing / tally.total;
    return { order, share, cells: tally.total };
  });
  const [best, ...rest] = shares.sort((left, right) => right.share - left.share);
  if (best === undefined || best.share < agreeingShare || rest.some(({ share }) => share > otherShare)) return null;
  return {
    value: best.order,
    certainty: "likely",
    evidence: "date_by_arrears",
    // Keeps how the cells contradict each other: those that can be read both ways get a warning.
    params: { ...(isContradictory ? due.finding.params : {}), cells: best.cells, share: percent(best.share, 1) },
    alternatives: rest.map(({ order }) => order),
  };
}

function tallyOf(
  table: Table,
  { index, isCompact = false }: { readonly index: number; readonly isCompact?: boolean },
  days: number,
  order: DateOrder,
): DayTally {
  const tally = new DayTally();
  const step = Math.ceil(table.rowCount / maxRows);
  for (let row = 0; row < table.rowCount; row += step) {
    const late = plainDays(table.cell(row, days));
    const kind = table.kind(row, index);
    if ((kind !== "text" && !(isCompact && kind === "number")) || !(late > 0)) continue;
    const date = readDate(tidy(table.cell(row, index)), order, { isCompact });
    if (typeof date !== "string") tally.add(daysSinceEpoch(date[0], date[1], date[2]) + late);
  }
  return tally;
}
