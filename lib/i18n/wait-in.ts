/** From this many seconds on a wait is given in minutes. */
const minutesFromSeconds = 90;

/** The parameters of the words for a wait; `minutes` is 0 if it is given in seconds. */
export function waitIn(seconds: number): { seconds: number; minutes: number } {
  return { seconds, minutes: seconds < minutesFromSeconds ? 0 : Math.round(seconds / 60) };
}
