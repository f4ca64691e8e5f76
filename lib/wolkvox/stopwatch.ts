/**
 * Starts a measurement; the returned function gives the ms since then, by whichever clock says more: the
 * steady clock stops on a suspended machine, and the wall clock can be set back.
 */
export function stopwatch(): () => number {
  const [wallAt, steadyAt] = [Date.now(), performance.now()];
  return () => Math.max(Date.now() - wallAt, performance.now() - steadyAt);
}
