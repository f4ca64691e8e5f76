import type { LedgerCall } from "../crm/ledger.ts";
import { saidAt } from "../world/known.ts";
import type { World } from "../world/world.ts";

/** Nobody waits longer for a CRM, whatever it asks for (the A5). */
const longestWaitMs = 15 * 60_000;
/** A worker has noted an answer by then. */
const notedMs = 500;
/** Times of the CRM are told in whole seconds. */
const slackMs = 1_000;

/** Where the CRM said when it may be called again, no tenant's load comes before, but what was in flight by then. */
export function judgePace(world: World, since: number): void {
  const { calls } = world.crm.ledger;
  for (const told of calls) {
    if (told.told === null) continue;
    const { atMs, untilMs } = told.told;
    const until = Math.min(untilMs, atMs + longestWaitMs) - slackMs;
    const early = calls.filter((call) => call.step > told.step && call.host === told.host && call.atMs < until);
    for (const [place, call] of early.entries()) {
      // Of one tenant's calls at once the others may be on their way, and begin one more before the answer is noted.
      const others = saidAt(world.tenantOf(told.operation) ?? never(), told.step).callsAtOnce - 1;
      const onTheirWay = call.atMs < atMs + notedMs ? 2 * others : others;
      if (call.step <= since || place < onTheirWay || isUnheard(world, told, call)) continue;
      const waited = Math.round((call.atMs - atMs) / 1_000);
      world.differs("called too early", `call ${call.step}, ${waited} s after call ${told.step} (${told.what})`);
    }
  }
}

/** Whoever got the answer was killed, or the database that knew of it is not there any more. */
function isUnheard({ kills, forgotten }: World, told: LedgerCall, call: LedgerCall): boolean {
  const isBetween = (step: number) => told.step < step && step < call.step;
  return kills.some(isBetween) || forgotten.some(({ to }) => isBetween(to));
}

function never(): never {
  throw new Error("a call of no tenant was answered");
}
