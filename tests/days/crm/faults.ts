/**
 * What may go wrong with a load. `throttled*`: 429, with the time after which it may come again. `lost_*`: the connection is cut, before or after the debtors were written; `late`: cut,
 * and written some seconds later; `error*`: 500; `no_sums`: written, and the reply has no counts; `doubtful_sums`: the
 * counts contradict each other.
 */
export const loadFaults = [
  "lost_before",
  "lost_after",
  "late",
  "throttled",
  "throttled_minute",
  "throttled_date",
  "throttled_long",
  "error",
  "error_after",
  "maintenance",
  "html",
  "half",
  "no_sums",
  "doubtful_sums",
  "first_refused",
  "first_refused_unnamed",
] as const;
export type LoadFault = (typeof loadFaults)[number];

export interface PlannedFault {
  /** Loads that go well before it. */
  readonly after: number;
  readonly times: number;
  readonly what: LoadFault;
}

/** Faults in their order; each begins to count when the one before it is over. */
export class FaultPlan {
  #faults: { after: number; times: number; what: LoadFault }[] = [];

  add(fault: PlannedFault): void {
    this.#faults.push({ ...fault });
  }

  clear(): void {
    this.#faults = [];
  }

  /** What goes wrong with the next load; null: nothing. */
  next(): LoadFault | null {
    const [first] = this.#faults;
    if (first === undefined) return null;
    if (first.after > 0) {
      first.after--;
      return null;
    }
    if (--first.times <= 0) this.#faults.shift();
    return first.what;
  }
}
