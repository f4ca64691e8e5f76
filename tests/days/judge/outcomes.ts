import type { LedgerCall } from "../crm/ledger.ts";
import { difference, hasAll, lackingOf } from "../world/expected.ts";
import { isSaidElsewhere, type KnownTenant, nowSaid, saidAt } from "../world/known.ts";
import type { World } from "../world/world.ts";
import { lineOf, type Seen, type SeenRecord } from "./seen.ts";

/** Every outcome that is told of a debtor, against what the CRM did. */
export function judgeOutcomes(world: World, seen: readonly Seen[]): void {
  const calls = Map.groupBy(world.crm.ledger.calls, ({ uploadId }) => uploadId ?? "");
  for (const one of seen) {
    if (one.isErased) continue;
    const line = lineOf(world, one.known).map(({ id }) => byDebtor(calls.get(id) ?? []));
    for (const record of one.records) {
      // Erased people have other names, by which nobody knows what was sent of them.
      if (!/^\d+$/.test(record.identification)) continue;
      const said = one.known.stated.get(record.identification)?.outcome;
      if (record.evidence === "person" && said === record.state) continue;
      const inLine = line.map((sent) => sent.get(record.identification) ?? []);
      const own = { all: calls.get(one.known.id) ?? [], ofDebtor: inLine[0] ?? [] };
      const text = judgeRecord(world, one, record, own, inLine.flat());
      if (text !== null) world.differs(text, `${nameOf(one)}, ${record.identification}: ${JSON.stringify(record)}`);
    }
  }
}

export function nameOf({ known, state }: Pick<Seen, "known" | "state">): string {
  return `${known.kind} ${known.id} of tenant ${known.tenant.at} (${state})`;
}

/** Calls by whom they have. */
function byDebtor(calls: readonly LedgerCall[]): ReadonlyMap<string, readonly LedgerCall[]> {
  const found = new Map<string, LedgerCall[]>();
  for (const call of calls)
    for (const identification of new Set(call.debtors.map(([id]) => id))) {
      const others = found.get(identification);
      if (others === undefined) found.set(identification, [call]);
      else others.push(call);
    }
  return found;
}

/** An upload's own calls, and those of them that have a debtor. */
interface OwnCalls {
  readonly all: readonly LedgerCall[];
  readonly ofDebtor: readonly LedgerCall[];
}

/** `all`: the calls that have the debtor, with those of the uploads that it sends again. */
function judgeRecord(
  world: World,
  seen: Seen,
  record: SeenRecord,
  own: OwnCalls,
  all: readonly LedgerCall[],
): string | null {
  const calls = own.ofDebtor;
  // What an upload brought that this one sends again counts where this one went, or would go.
  const places = calls.length > 0 ? calls : [nowSaid(seen.known.tenant)];
  const isHere = ({ host, operation }: LedgerCall) =>
    places.some((one) => one.host === host && one.operation === operation);
  const writing = all.filter((call) => call.applied.has(record.identification) && isHere(call));
  const wasWritten = writing.length > 0;
  switch (record.state) {
    case "accepted":
      return isProven(world, seen, record, calls) ? null : "accepted without proof";
    case "rejected": {
      if (wasWritten && !isForgotten(world, all)) return "rejected, and in the CRM";
      const wasRefused =
        record.evidence === "read_back" || calls.some(({ refused }) => refused.has(record.identification));
      return wasRefused ? null : "rejected without a refusal";
    }
    case "not_sent":
      // Discarded before it was sent, it gave the debtor back to where it came from.
      if (record.retriedInId !== null && record.retriedInId === seen.known.ofId) return null;
      return wasWritten && !isForgotten(world, all) ? "not sent, and in the CRM" : null;
    case "unconfirmed":
      return all.length > 0 || isDoubtful(world, seen, record) ? null : "unconfirmed, and in no call";
    case "unchanged":
      return judgeUnchanged(world, seen, record, own.all);
    case "pending":
      if (seen.state === "finished" || seen.state === "cancelled") return "pending in an upload that is over";
      return isSentBeforeRestore(world, seen, writing) ? "pending, and sent before a restore" : null;
  }
}

/** A worker that was killed had claimed it, or it stood in line in a backup that was put back: perhaps sent, perhaps not. */
function isDoubtful(world: World, { known }: Seen, { identification }: SeenRecord): boolean {
  return lineOf(world, known).some((one) => one.isDoubted || world.claimed.has(`${one.id} ${identification}`));
}

/** What stood in line in a backup may have been sent since, so that it does not simply go on. */
function isSentBeforeRestore(world: World, { known }: Seen, writing: readonly LedgerCall[]): boolean {
  const { confirmedAt } = known;
  return (
    confirmedAt !== null &&
    world.forgotten.some(
      ({ from, to }) =>
        confirmedAt < from && writing.some(({ step, uploadId }) => uploadId === known.id && from < step && step < to),
    )
  );
}

/** What happened after a backup is not known once it is put back. */
function isForgotten(world: World, calls: readonly LedgerCall[]): boolean {
  return world.forgotten.some(({ from, to }) => calls.some(({ step }) => from < step && step < to));
}

/**
 * The CRM wrote the debtor from a call of this upload, as the file has it. Or, of who was looked up: at some time since the
 * confirmation the CRM had all of it, whoever brought it.
 */
function isProven(
  world: World,
  { known }: Seen,
  { identification, evidence }: SeenRecord,
  calls: readonly LedgerCall[],
): boolean {
  // Nothing but a call of its own can have marked anybody.
  if (known.kind === "close_out") return calls.some(({ applied }) => applied.has(identification));
  const file = known.debtors.get(identification)?.payload;
  if (file === undefined) return false;
  const isKept = isSaidElsewhere(world.uploads.values(), known, identification);
  const isBrought = calls.some(({ applied, debtors, step }) => {
    const sent = debtors.find(([id]) => id === identification)?.[1];
    const hasMore = saidAt(known.tenant, step).obligations === "replaces" || known.kind === "additions";
    return applied.has(identification) && sent !== undefined && difference(sent, file, hasMore, isKept) === null;
  });
  if (isBrought) return true;
  if (evidence !== "read_back") return false;
  const from = known.confirmedAt ?? 0;
  return world.placesOf(known.tenant).some(({ host, operation }) => {
    const had = world.crm.ledger.since(from, host, operation, identification);
    return had.some((records) => records.some((record) => hasAll(record, file)));
  });
}

/**
 * Whether nobody has sent a debtor to a CRM that replaces obligations while the tenant did not say so: what other
 * portfolios had of the debtor is then gone there, which the portal says that it cannot know.
 */
export function knowsObligations(world: World, { operations, said }: KnownTenant): boolean {
  const isReplacing = operations.some((one) => world.crm.operations.get(one)?.nature.obligations === "replaces");
  return !isReplacing || said.every(({ obligations }) => obligations === "replaces");
}

/**
 * The CRM had at the confirmation what the file says, but for days in arrears where they were not to count; nobody who
 * stood before it in line has brought other values since; and the rest of the load went to the same place.
 */
function judgeUnchanged(
  world: World,
  { known }: Seen,
  { identification, change }: SeenRecord,
  calls: readonly LedgerCall[],
): string | null {
  const file = known.debtors.get(identification)?.payload;
  const { confirmedAt, tenant } = known;
  if (file === undefined || confirmedAt === null) return null;
  const isVolatile = change === "volatile";
  const obligations = [...file.obligations].map(([number, { days_delay, ...values }]) => {
    return [number, isVolatile || days_delay === undefined ? values : { ...values, days_delay }] as const;
  });
  const isSure = knowsObligations(world, tenant);
  const wanted = { own: file.own, obligations: new Map(isSure ? obligations : []) };
  const { host, operation } = saidAt(tenant, confirmedAt);
  const [had = [], ...later] = world.crm.ledger.since(confirmedAt, host, operation, identification);
  if (!lackingOf(had, wanted).includes(null)) return "unchanged, and otherwise in the CRM";
  const isElsewhere = calls.some((call) => call.host !== host || call.operation !== operation);
  if (isElsewhere) return "unchanged, and the load went elsewhere";
  const writes = world.crm.ledger.writesOf(host, operation, identification).filter(({ step }) => step > confirmedAt);
  const spoils = writes.some(({ call }, at) => {
    const before = world.uploads.get(call.uploadId ?? "")?.confirmedAt ?? null;
    const isEarlier = before !== null && before < confirmedAt && !isForgotten(world, [call]);
    return isEarlier && !lackingOf(later[at] ?? [], wanted).includes(null);
  });
  return spoils ? "unchanged, and an earlier upload changes it" : null;
}
