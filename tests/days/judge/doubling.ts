import type { LedgerCall } from "../crm/ledger.ts";
import { type KnownUpload, saidAt } from "../world/known.ts";
import type { World } from "../world/world.ts";
import { isErasedSince, type Seen } from "./seen.ts";

/**
 * Once a tenant's CRM is said to duplicate, nobody whom a portfolio's accepted loads brought is sent to it by a load that was
 * confirmed when it was said to update, but by calls in flight by then.
 */
export function judgeDoubling(world: World, seen: readonly Seen[], since: number): void {
  const accepted = new Map(
    seen.map(({ known, records, isErased }) => [
      known.id,
      new Set(
        records.flatMap(({ identification, state }) => (state === "accepted" && !isErased ? identification : [])),
      ),
    ]),
  );
  const absent = new Set(
    seen.flatMap(({ records }) =>
      records.flatMap(({ identification, state, evidence }) =>
        state === "rejected" && evidence !== "named_in_reply" ? identification : [],
      ),
    ),
  );
  for (const call of world.crm.ledger.calls) {
    const known = world.uploads.get(call.uploadId ?? "");
    if (call.step <= since || known === undefined || known.kind === "close_out") continue;
    const from = duplicatingSince(known, call);
    if (from === null || callsOf(world, known, from, call) <= saidAt(known.tenant, call.step).callsAtOnce) continue;
    if (world.forgotten.some(({ to }) => known.stagedAt < to)) continue;
    const brought = call.debtors.find(
      ([identification]) =>
        !absent.has(identification) &&
        !isErasedSince(world, known, identification) &&
        isBrought(world, known, call, identification, accepted),
    );
    if (brought !== undefined)
      world.differs(
        "doubled knowingly",
        `call ${call.step} of ${known.id}, ${brought[0]}: said to duplicate at ${from}`,
      );
  }
}

/** Since which step the CRM is said to duplicate; null if it is not, or was when the upload was confirmed. */
function duplicatingSince({ tenant, confirmedAt }: KnownUpload, { step }: LedgerCall): number | null {
  if (confirmedAt === null || saidAt(tenant, confirmedAt).repeats !== "updates") return null;
  const said = tenant.said.filter((one) => one.step <= step);
  const before = said.findLastIndex(({ repeats }) => repeats !== "duplicates");
  return said[before + 1]?.step ?? null;
}

function callsOf(world: World, known: KnownUpload, from: number, { step }: LedgerCall): number {
  return world.crm.ledger.calls.filter((one) => one.uploadId === known.id && from < one.step && one.step <= step)
    .length;
}

/** Whether another load of its portfolio had brought a debtor to the same place before an upload was staged. */
function isBrought(
  world: World,
  known: KnownUpload,
  { host, operation }: LedgerCall,
  identification: string,
  accepted: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  return world.crm.ledger.writesOf(host, operation, identification).some(({ step, call }) => {
    const other = world.uploads.get(call.uploadId ?? "");
    return (
      other !== undefined &&
      other !== known &&
      other.kind !== "close_out" &&
      other.portfolio === known.portfolio &&
      step < known.stagedAt &&
      accepted.get(other.id)?.has(identification) === true
    );
  });
}
