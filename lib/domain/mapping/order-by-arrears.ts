import { daysSinceEpoch } from "../cleaning/dates/calendar.ts";
import type { DateOrder } from "../cleaning/dates/date.ts";
import { plainDays } from "../cleaning/dates/days.ts";
import { readDate } from "../cleaning/dates/read-date.ts";
import { tidy } from "../cleaning/tidy.ts";
import type { Table } from "../table/table.ts";
import { DayTally } from "../validation/day-tally.ts";
import { percent } from "./columns/share.ts";
import type { Finding } from "./finding.ts";

/** Rows looked at, from all of the file. */
const maxRows = 40_000;
/** Fewer may agree by chance. */
const minRows = 5;
/** Due date and days in arrears come to one day, the cut-off, in this share of the rows under the right order and under no other. */
const agreeingShare = 0.9;
const otherShare = 0.5;

/**
 * The order of due dates that their own cells leave open, from the days in arrears beside them: read rightly, both add up to the day on
 * which the file was closed, in row after row. null where they do not tell.
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
    // How the cells contradict each other stays known: those that can be read both ways are told.
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
