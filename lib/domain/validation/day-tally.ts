/** How far from each other days may lie and still mean the same one: senders count arrears from the due date or from the day after. */
export const toleratedDays = 2;

/** Counts days, in days since 1970-01-01, to find the one that most of them come to. */
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

  /** The commonest day, the later one of two, and how many come to it or nearly so. */
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
