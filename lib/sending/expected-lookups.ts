import type { LookupPace } from "#lib/database/calls/lookup-pace.ts";
import type { ReadBackPrice } from "#lib/database/records/planned-read-backs.ts";

/** What a lookup is taken to last while a tenant has made hardly any: one record is sooner read than a batch written. */
const assumedSeconds = 0.5;

/** How long looking debtors up takes, by how lookups went so far; no more calls than all that are left could take. */
export function expectedLookupSeconds(
  { debtors, obligations }: Pick<ReadBackPrice, "debtors" | "obligations">,
  pace: LookupPace | null,
): number {
  const mostCalls = debtors + obligations;
  if (pace === null) return mostCalls * assumedSeconds;
  return Math.min(mostCalls, debtors * pace.callsPerDebtor) * pace.secondsPerCall;
}
