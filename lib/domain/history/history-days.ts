/** Days of the history begin and end in Bogotá, which is UTC-5 all year. */
export const historyZone = "America/Bogota";
const offsetMs = -5 * 3_600_000;
const dayMs = 86_400_000;

/** The day (YYYY-MM-DD) that a moment belongs to. */
export function dayAt(moment: Date): string {
  return new Date(moment.getTime() + offsetMs).toISOString().slice(0, 10);
}

/** When a day begins. */
export function startOf(day: string): Date {
  return new Date(Date.parse(day) - offsetMs);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** How many days from one to the other, both included; 0 or less if they are the wrong way round. */
export function countDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
}
