/** From here on nobody counts seconds. */
const minutesFromSeconds = 90;

/** What the words of a wait take: `minutes` is 0 where it is told in seconds. */
export function waitIn(seconds: number): { seconds: number; minutes: number } {
  return { seconds, minutes: seconds < minutesFromSeconds ? 0 : Math.round(seconds / 60) };
}
