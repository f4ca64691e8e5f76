/** Business days of a month in which assignments arrive and leave. */
const openingDays = 3;

/** Whether a load opens its month: it is the first one of it, or of its first three business days. ISO dates. */
export function isMonthOpening(day: string, before: string | null): boolean {
  if (before !== null && before.slice(0, 7) !== day.slice(0, 7)) return true;
  return businessDaysUntil(day) <= openingDays;
}

/** Mondays to Fridays from the first of the month to the day, included. */
function businessDaysUntil(day: string): number {
  const last = new Date(`${day}T00:00:00Z`);
  let count = 0;
  for (let date = 1; date <= last.getUTCDate(); date++) {
    const weekday = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), date)).getUTCDay();
    if (weekday !== 0 && weekday !== 6) count++;
  }
  return count;
}
