import { dayNumber, writeDate } from "../cleaning/dates/calendar.ts";
import type { CheckedRow } from "../debtors/debtor.ts";
import type { DerivationContext } from "../debtors/derivation-context.ts";
import type { Field, FieldId } from "../fields/field.ts";
import { DayTally } from "./day-tally.ts";

/** Share of the overdue obligations that must agree on a day, within the tolerance, before it is taken for the cut-off. */
const agreeingShare = 0.6;
/** Fewer may come to one day by chance; three that do among five, give or take two days of a year or two, hardly ever do. */
const minAgreeing = 3;

export interface FoundCutOff {
  /** ISO date. */
  readonly day: string;
  /** Overdue obligations whose due date and days come to that day, give or take two, of how many that were looked at. */
  readonly agreeing: number;
  readonly obligations: number;
}

const dueDateField: FieldId = "obligation.expiring_date";
const daysField: FieldId = "obligation.days_delay";

/** The fields that tell the day, where a mapping fills both; else empty. */
export function cutOffFields({ fields, mapping }: Pick<DerivationContext, "fields" | "mapping">): readonly Field[] {
  const filled = new Set(mapping.columns.flatMap((column) => ("field" in column ? [column.field] : [])));
  if (!filled.has(dueDateField) || !filled.has(daysField)) return [];
  return fields.filter(({ id }) => id === dueDateField || id === daysField);
}

/**
 * Finds the day on which the sender closed the file from the file itself: due date plus days in arrears is that day, give or take
 * how the sender counts. The domain has no clock, and today is not the answer for a file of last week.
 */
export class CutOffFinder {
  private readonly tally = new DayTally();

  add(row: CheckedRow): void {
    for (const obligation of row.obligations) {
      const due = obligation.get("expiring_date");
      const days = Number(obligation.get("days_delay") ?? "0");
      // Nought days in arrears says only that the due date lies ahead.
      if (due === undefined || !(days > 0)) continue;
      this.tally.add(dayNumber(due) + days);
    }
  }

  /** null when the rows do not agree, or are too few to say anything. */
  found(): FoundCutOff | null {
    const obligations = this.tally.total;
    const { day, agreeing } = this.tally.peak();
    if (agreeing < minAgreeing || agreeing < obligations * agreeingShare) return null;
    const date = new Date(day * 86_400_000);
    return {
      day: writeDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), "YYYY-MM-DD"),
      agreeing,
      obligations,
    };
  }
}
