import type { LedgerCall, Write } from "../crm/ledger.ts";
import { difference } from "../world/expected.ts";
import { isSaidElsewhere, type KnownTenant, type KnownUpload, saidAt } from "../world/known.ts";
import type { World } from "../world/world.ts";
import { isErasedSince, rootOf } from "./seen.ts";

/** Every call since a step, against what people had said by then. */
export function judgeCalls(world: World, since: number): void {
  for (const call of world.crm.ledger.calls) if (call.step > since) judgeCall(world, call);
}

function judgeCall(world: World, call: LedgerCall): void {
  const tenant = world.tenantOf(call.operation);
  const at = `call ${call.step} (${call.what})`;
  if (tenant === undefined) {
    world.differs("calls", `${at}: of no tenant`);
    return;
  }
  const isTold = ({ step, host, operation, token }: (typeof tenant.said)[number]) =>
    step <= call.step && host === call.host && operation === call.operation && token === call.token;
  // What was said when the call was prepared may be another thing by the time it arrives.
  if (!tenant.said.some(isTold)) world.differs("calls", `${at}: server, operation and token never went together`);
  if (new Set(call.debtors.map(([id]) => id)).size < call.debtors.length)
    world.differs("calls", `${at}: a debtor twice`);
  if (call.uploadId === null) {
    world.differs("calls", `${at}: of no upload`);
    return;
  }
  const known = world.uploads.get(call.uploadId);
  if (known === undefined) return;
  if (known.tenant !== tenant) {
    world.differs("tenants", `${at}: of another tenant's upload`);
    return;
  }
  judgeTime(world, known, call, at);
  if (isRetiredAt(tenant, call.step)) world.differs("sent while it was retired", at);
  const said = saidAt(tenant, call.step);
  for (const [identification, payload] of call.debtors) {
    const since = tenant.holds.get(identification);
    if (since !== undefined && since < call.step && callsFrom(world, call, since) > said.callsAtOnce)
      world.differs("sent although held", `${at}: ${identification}`);
    const file = known.debtors.get(identification);
    if (known.kind === "close_out") continue;
    if (file === undefined) {
      if (!isErasedSince(world, known, identification))
        world.differs("altered", `${at}: ${identification} is not in the file`);
      continue;
    }
    if (file.isIncomplete) world.differs("sent although left out", `${at}: ${identification}`);
    const text = difference(
      payload,
      file.payload,
      said.obligations === "replaces" || known.kind === "additions",
      isSaidElsewhere(world.uploads.values(), known, identification),
    );
    if (text !== null) world.differs("altered", `${at}, ${known.kind} ${known.id}, ${identification}: ${text}`);
  }
}

function isRetiredAt({ retired }: KnownTenant, step: number): boolean {
  return retired.filter((turn) => turn < step).length % 2 === 1;
}

/** How many calls of its operation arrived since a step, up to this one. */
function callsFrom(world: World, { step, operation }: LedgerCall, since: number): number {
  return world.crm.ledger.calls.filter((one) => one.operation === operation && since < one.step && one.step <= step)
    .length;
}

/** Nothing is sent before it is confirmed, once it is cancelled, or while it is paused, but what is in flight by then. */
function judgeTime(
  world: World,
  { confirmedAt, cancelledAt, stops, tenant, id }: KnownUpload,
  call: LedgerCall,
  at: string,
): void {
  if (confirmedAt === null || call.step < confirmedAt) {
    const isForgotten = world.forgotten.some(({ from, to }) => from < call.step && call.step < to);
    if (!isForgotten) world.differs("sent before it was confirmed", `${at} of ${id}`);
  }
  const { callsAtOnce } = saidAt(tenant, call.step);
  const after = (step: number) =>
    world.crm.ledger.calls.filter((one) => one.uploadId === id && one.step > step && one.step <= call.step).length;
  if (cancelledAt !== null && call.step > cancelledAt && after(cancelledAt) > callsAtOnce)
    world.differs("sent after it was cancelled", `${at} of ${id}, cancelled at ${cancelledAt}`);
  for (let stop = 0; stop < stops.length; stop += 2) {
    const [from = 0, to = Number.POSITIVE_INFINITY] = stops.slice(stop);
    if (from < call.step && call.step < to && after(from) > callsAtOnce)
      world.differs("sent while it was paused", `${at} of ${id}, paused at ${from}`);
  }
}

/**
 * Nobody is written twice by the same file, its retries and its corrections, but where the tenant's CRM was known to update
 * by then, or a person had said that the CRM does not have them. Of calls since `since`: what was known of earlier ones, a
 * backup that was put back may have forgotten.
 */
export function judgeRepeats(world: World, since: number): void {
  const writes = new Map<string, Write[]>();
  for (const call of world.crm.ledger.calls)
    for (const identification of call.applied.keys()) {
      const known = call.uploadId === null ? undefined : world.uploads.get(call.uploadId);
      if (known === undefined || known.kind === "close_out") continue;
      const key = `${call.host} ${call.operation} ${rootOf(world, known).id} ${identification}`;
      const payload = call.debtors.find(([id]) => id === identification)?.[1];
      if (payload !== undefined)
        writes.set(key, [...(writes.get(key) ?? []), { step: call.applied.get(identification) ?? 0, call, payload }]);
    }
  for (const [key, all] of writes) {
    const [first, ...others] = all.toSorted((a, b) => a.call.step - b.call.step);
    for (const { call } of first === undefined ? [] : others) {
      if (call.step <= since) continue;
      const known = world.uploads.get(call.uploadId ?? "");
      const identification = key.split(" ").at(-1) ?? "";
      if (known === undefined || saidAt(known.tenant, call.step).repeats === "updates") continue;
      if (isStatedRejected(world, known, identification, call.step)) continue;
      // What was confirmed since a backup was put back may have been sent before: nobody remembers.
      if (world.forgotten.some(({ to }) => (first?.call.step ?? 0) < to && to < (known.confirmedAt ?? 0))) continue;
      world.differs("written twice", `${identification} by calls ${first?.call.step} and ${call.step} of ${known.id}`);
    }
  }
}

function isStatedRejected(world: World, known: KnownUpload, identification: string, step: number): boolean {
  const root = rootOf(world, known);
  return [...world.uploads.values()].some((one) => {
    const said = rootOf(world, one) === root ? one.stated.get(identification) : undefined;
    return said?.outcome === "rejected" && said.step < step;
  });
}
