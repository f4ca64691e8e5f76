import type { LedgerCall } from "../crm/ledger.ts";
import { difference, hasAll } from "../world/expected.ts";
import { isSaidElsewhere, type KnownTenant, saidAt } from "../world/known.ts";
import type { World } from "../world/world.ts";
import type { Seen, SeenRecord } from "./seen.ts";

/** Every outcome that is told of a debtor, against what the CRM did. */
export function judgeOutcomes(world: World, seen: readonly Seen[]): void {
  const calls = Map.groupBy(world.crm.ledger.calls, ({ uploadId }) => uploadId ?? "");
  for (const one of seen) {
    if (one.isErased) continue;
    for (const record of one.records) {
      const said = one.known.stated.get(record.identification)?.outcome;
      if (record.evidence === "person" && said === record.state) continue;
      const text = judgeRecord(world, one, record, withDebtor(calls.get(one.known.id) ?? [], record.identification));
      if (text !== null) world.differs(text, `${nameOf(one)}, ${record.identification}: ${JSON.stringify(record)}`);
    }
  }
}

export function nameOf({ known, state }: Pick<Seen, "known" | "state">): string {
  return `${known.kind} ${known.id} of tenant ${known.tenant.at} (${state})`;
}

function withDebtor(calls: readonly LedgerCall[], identification: string): LedgerCall[] {
  return calls.filter(({ debtors }) => debtors.some(([id]) => id === identification));
}

function judgeRecord(world: World, seen: Seen, record: SeenRecord, calls: readonly LedgerCall[]): string | null {
  const { known } = seen;
  const wasWritten = calls.some(({ applied }) => applied.has(record.identification));
  switch (record.state) {
    case "accepted":
      return isProven(world, seen, record, calls) ? null : "accepted without proof";
    case "rejected": {
      if (wasWritten && !isForgotten(world, calls)) return "rejected, and in the CRM";
      const wasRefused =
        record.evidence === "read_back" || calls.some(({ refused }) => refused.has(record.identification));
      return wasRefused ? null : "rejected without a refusal";
    }
    case "not_sent":
      return wasWritten && !isForgotten(world, calls) ? "not sent, and in the CRM" : null;
    case "unconfirmed":
      // A worker that was killed may have claimed what it had not sent.
      return calls.length > 0 ||
        world.kills > 0 ||
        known.isDoubted ||
        known.kind === "retry" ||
        known.kind === "correction"
        ? null
        : "unconfirmed, and in no call";
    case "unchanged":
      return isUnchanged(world, seen, record) ? null : "unchanged, and otherwise in the CRM";
    case "pending":
      return seen.state === "finished" || seen.state === "cancelled" ? "pending in an upload that is over" : null;
  }
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
  // Erased people have other names.
  if (file === undefined) return !/^\d+$/.test(identification);
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

/** The CRM has, or had at the confirmation, what the file says, but for days in arrears where they were not to count. */
function isUnchanged(world: World, { known }: Seen, { identification, change }: SeenRecord): boolean {
  const file = known.debtors.get(identification)?.payload;
  if (file === undefined || known.confirmedAt === null) return true;
  const isVolatile = change === "volatile";
  const obligations = [...file.obligations].map(([number, { days_delay, ...values }]) => {
    return [number, isVolatile || days_delay === undefined ? values : { ...values, days_delay }] as const;
  });
  const isSure = knowsObligations(world, known.tenant);
  const wanted = { own: file.own, obligations: new Map(isSure ? obligations : []) };
  return world.placesOf(known.tenant).some(({ host, operation }) => {
    const [had = []] = world.crm.ledger.since(known.confirmedAt ?? 0, host, operation, identification);
    return had.some((record) => hasAll(record, wanted));
  });
}
