import type { LookupPace } from "#lib/database/calls/lookup-pace.ts";
import type { ReadBackPrice } from "#lib/database/records/planned-read-backs.ts";

/** Assumed length of a lookup until a tenant has made some: reading one record is faster than writing a batch. */
const assumedSeconds = 0.5;

/**
 * How long looking up debtors will take in seconds, by how past lookups went; never more calls than one per
 * debtor plus one per obligation.
 */
export function expectedLookupSeconds(
  { debtors, obligations }: Pick<ReadBackPrice, "debtors" | "obligations">,
  pace: LookupPace | null,
): number {
  const mostCalls = debtors + obligations;
  if (pace === null) return mostCalls * assumedSeconds;
  return Math.min(mostCalls, debtors * pace.callsPerDebtor) * pace.secondsPerCall;
}
