/**
 * How many of the debtors that were to be sent the CRM accepted, from 0 to 1; null if none was to be sent. Left-out and
 * unchanged debtors were not, nor were those of an upload that nobody confirmed. In steps of `1 / steps`, rounded down
 * so that 1 means all; some, but fewer than one step, are a tenth of it.
 */
export function acceptedShareOf(accepted: number, toSend: number, steps: number): number | null {
  if (toSend <= 0) return null;
  if (accepted >= toSend) return 1;
  const whole = Math.floor((accepted * steps) / toSend);
  return whole === 0 && accepted > 0 ? 0.1 / steps : whole / steps;
}
