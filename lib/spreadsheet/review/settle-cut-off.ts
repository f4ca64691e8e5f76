import { type DateOrder, dayNumber } from "#lib/domain/cleaning/dates/calendar.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { CutOffFinder, cutOffFields, type FoundCutOff, isoDay } from "#lib/domain/validation/cut-off-finder.ts";
import { toleratedDays } from "#lib/domain/validation/day-tally.ts";
import { lastPaymentField } from "#lib/domain/validation/obligation-rules.ts";
import type { StatedCutOff } from "#lib/domain/validation/stated-cut-off.ts";
import type { CutOffReport, LargerPart } from "../protocol/review.ts";
import type { EditedRows } from "./edited-rows.ts";

/** East of here it is tomorrow already, and some senders close a file the evening before. */
export const daysAhead = 1;

/** With this many rows a share is exact to half a percent; reading them takes a few tenths of a second at most. */
const maxRows = 40_000;

export interface Derivation {
  /** The context for deriving the rows, here and on the server; its mapping names the day if one was found. */
  readonly context: DerivationContext;
  /** Null if the mapping loads no due dates or no days in arrears. */
  readonly cutOff: CutOffReport | null;
  /** As of the last whole derivation. */
  readonly largerPart?: LargerPart;
}

/**
 * Finds the file's cut-off day in its titles and in rows from all of it, as the file has them: no correction of a
 * cell, done or undone, changes it. The user's answer counts first, then the titles', then the rows'. `today`: days
 * since 1970; a day more than one day ahead that only a title states is not used.
 */
export function settleCutOff(
  rows: EditedRows,
  titled: StatedCutOff | null,
  context: DerivationContext,
  today: number,
): Derivation {
  const fields = cutOffFields(context);
  if (fields.length === 0) return { context, cutOff: null };
  const read = compileRowReader({ ...context, fields });
  const finder = new CutOffFinder();
  const { rowCount } = rows.table;
  const step = Math.ceil(rowCount / maxRows);
  for (let row = 0; row < rowCount; row += step) finder.add(read(row, rows.table.sourceRow(row)));
  const found = finder.found();
  const { mapping } = context;
  const stated = titled === null ? null : settleStated(titled, found, mapping, today);
  const said = mapping.cutOff ?? stated?.day ?? found?.day;
  const day = said === undefined || said === "none" ? null : said;
  return {
    context: said === undefined ? context : { ...context, mapping: { ...mapping, cutOff: said } },
    cutOff: { found, stated, day, ...(day !== null && isAhead(day, today) ? { isAhead: true } : {}) },
  };
}

/** The mapping with the last day of payments, if it loads their dates: what happened cannot lie in the future. */
export function withPaymentsUntil(mapping: Mapping, today: number): Mapping {
  if (!mapping.columns.some((column) => "field" in column && column.field === lastPaymentField)) return mapping;
  return { ...mapping, paymentsUntil: isoDay(today + daysAhead) };
}

function isAhead(day: string, today: number): boolean {
  return dayNumber(day) > today + daysAhead;
}

/** If a title can mean two days: the one the rows agree with, else the one in the order of the file's dates. */
function settleStated(
  titled: StatedCutOff,
  found: FoundCutOff | null,
  mapping: Mapping,
  today: number,
): CutOffReport["stated"] {
  const { line, text } = titled;
  const days = [...new Set(titled.days.values())];
  const near = days.find((day) => found !== null && Math.abs(dayNumber(day) - dayNumber(found.day)) <= toleratedDays);
  const order = onlyOrder(mapping);
  const ordered = order === null ? undefined : titled.days.get(order);
  const meant = days.length === 1 ? (days[0] ?? null) : (near ?? ordered ?? null);
  const isDoubtful = meant !== null && meant !== near && isAhead(meant, today);
  return { line, text, days, day: isDoubtful ? null : meant, ...(isDoubtful ? { ahead: meant } : {}) };
}

/** The order of the file's dates, if all columns whose order matters have the same; else null. */
function onlyOrder(mapping: Mapping): DateOrder | null {
  const orders = new Set(
    mapping.columns.flatMap((column) => {
      const order = column.state === "field" ? column.reading.dateOrder : undefined;
      return order === undefined || order === "ymd" ? [] : [order];
    }),
  );
  const [order] = orders;
  return orders.size === 1 && order !== undefined ? order : null;
}
