/**
 * Begins to measure; the answer says how many ms have passed, by whichever clock says more: a suspended machine stops the steady one,
 * a corrected time sets the other one back.
 */
export function stopwatch(): () => number {
  const [wallAt, steadyAt] = [Date.now(), performance.now()];
  return () => Math.max(Date.now() - wallAt, performance.now() - steadyAt);
}
