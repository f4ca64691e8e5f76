const hourMs = 3_600_000;

/**
 * A time zone where it is between noon and five in the afternoon of Bogotá's day, so that a tenant in it sees no midnight
 * during a test, whenever that runs.
 */
export function middayZone(now: Date): string {
  const hourInBogota = new Date(now.getTime() - 5 * hourMs).getUTCHours();
  const ahead = Math.max(-12, 7 - hourInBogota);
  // The names of these zones count hours behind Greenwich.
  return `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}
