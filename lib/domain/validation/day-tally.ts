/**
 * How far apart two days may be and still mean the same one: senders count arrears from the due date
 * or from the day after.
 */
export const toleratedDays = 2;

/** Counts days (days since 1970-01-01) to find the one that most of them fall on. */
export class DayTally {
  private readonly days = new Map<number, number>();
  private counted = 0;

  add(day: number): void {
    this.days.set(day, (this.days.get(day) ?? 0) + 1);
    this.counted++;
  }

  get total(): number {
    return this.counted;
  }

  /** The most frequent day (the later one of a tie), and how many days are within the tolerance of it. */
  peak(): { readonly day: number; readonly agreeing: number } {
    let best = 0;
    let bestCount = 0;
    for (const [day, count] of this.days) {
      if (count > bestCount || (count === bestCount && day > best)) {
        best = day;
        bestCount = count;
      }
    }
    let agreeing = 0;
    for (const [day, count] of this.days) if (Math.abs(day - best) <= toleratedDays) agreeing += count;
    return { day: best, agreeing };
  }
}
