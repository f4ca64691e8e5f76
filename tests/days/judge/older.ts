import type { World } from "../world/world.ts";
import { isErasedSince, rootOf, type Seen } from "./seen.ts";

/**
 * What sends a file's debtors again, and was confirmed when a younger file of the portfolio had been, sends nobody whom that
 * one has: older figures would come over younger ones.
 */
export function judgeOlder(world: World, seen: readonly Seen[], since: number): void {
  const named = new Map(
    seen.map(({ known, records }) => [
      known.id,
      new Set(records.flatMap(({ identification, state }) => (state === "not_sent" ? [] : identification))),
    ]),
  );
  for (const call of world.crm.ledger.calls) {
    const known = world.uploads.get(call.uploadId ?? "");
    if (call.step <= since || (known?.kind !== "retry" && known?.kind !== "correction")) continue;
    if (world.forgotten.some(({ to }) => known.stagedAt < to)) continue;
    const root = rootOf(world, known);
    const younger = [...world.uploads.values()].filter(
      (one) =>
        one.portfolio === known.portfolio &&
        (one.kind === "whole" || one.kind === "additions") &&
        one.cancelledAt === null &&
        one.confirmedAt !== null &&
        one.confirmedAt > (root.confirmedAt ?? root.stagedAt) &&
        one.confirmedAt < (known.confirmedAt ?? 0),
    );
    for (const [identification] of call.debtors) {
      if (isErasedSince(world, known, identification)) continue;
      const file = younger.find(({ id }) => named.get(id)?.has(identification) === true);
      if (file !== undefined)
        world.differs("older over younger", `call ${call.step} of ${known.id}: ${identification} stands in ${file.id}`);
    }
  }
}
