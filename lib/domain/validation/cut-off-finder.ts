import { dayNumber, writeDate } from "../cleaning/dates/calendar.ts";
import type { CheckedRow } from "../debtors/debtor.ts";
import type { DerivationContext } from "../debtors/derivation-context.ts";
import type { Field, FieldId } from "../fields/field.ts";
import { DayTally } from "./day-tally.ts";

/** Share of the overdue obligations that must agree on a day, within the tolerance, for it to be the cut-off. */
const agreeingShare = 0.6;
/** Fewer may agree by chance. Three of five that agree within two days, out of a year or two, hardly ever do. */
const minAgreeing = 3;

export interface FoundCutOff {
  /** ISO date. */
  readonly day: string;
  /**
   * Overdue obligations whose due date plus days in arrears gives that day, give or take two, and
   * how many were looked at.
   */
  readonly agreeing: number;
  readonly obligations: number;
}

const dueDateField: FieldId = "obligation.expiring_date";
const daysField: FieldId = "obligation.days_delay";

/** The ISO date of a day since 1970-01-01. */
export function isoDay(day: number): string {
  const date = new Date(day * 86_400_000);
  return writeDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), "YYYY-MM-DD");
}

/** The two fields that give the day, if the mapping fills both; otherwise empty. */
export function cutOffFields({ fields, mapping }: Pick<DerivationContext, "fields" | "mapping">): readonly Field[] {
  const filled = new Set(mapping.columns.flatMap((column) => ("field" in column ? [column.field] : [])));
  if (!filled.has(dueDateField) || !filled.has(daysField)) return [];
  return fields.filter(({ id }) => id === dueDateField || id === daysField);
}

/**
 * Finds the day on which the sender closed the file: due date plus days in arrears, give or take how the
 * sender counts. The domain has no clock, and today would be wrong for a file of last week.
 */
export class CutOffFinder {
  private readonly tally = new DayTally();

  add(row: CheckedRow): void {
    for (const obligation of row.obligations) {
      const due = obligation.get("expiring_date");
      const days = Number(obligation.get("days_delay") ?? "0");
      // Zero days in arrears only means that the due date lies ahead.
      if (due === undefined || !(days > 0)) continue;
      this.tally.add(dayNumber(due) + days);
    }
  }

  /** The day that most give, as days since 1970-01-01, however few they are. */
  most(): Pick<FoundCutOff, "agreeing" | "obligations"> & { readonly day: number } {
    return { ...this.tally.peak(), obligations: this.tally.total };
  }

  /** null if the rows disagree or are too few. */
  found(): FoundCutOff | null {
    const { day, agreeing, obligations } = this.most();
    if (agreeing < minAgreeing || agreeing < obligations * agreeingShare) return null;
    return { day: isoDay(day), agreeing, obligations };
  }
}
