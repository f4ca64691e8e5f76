import { database } from "#lib/database/client.ts";
import { showUpload } from "#lib/services/show-upload.ts";
import { sumOfGroups } from "#tests/support/tenant-run.ts";
import type { SandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import type { AppliedDebtor } from "#tests/support/wolkvox-sandbox/ledger.ts";
import type { Load } from "./load.ts";

/** What a comparison of our records with the CRM's ledger comes to. */
export interface Reckoning {
  readonly debtors: number;
  /** In no group, or written into the CRM while we say rejected or not sent. */
  readonly lost: number;
  /** Written into the CRM more than once. */
  readonly doubled: number;
  /** Said to be accepted, and not in the ledger with all their obligations. */
  readonly wronglyAccepted: number;
}

export const nothing: Reckoning = { debtors: 0, lost: 0, doubled: 0, wronglyAccepted: 0 };

export function addReckonings(a: Reckoning, b: Reckoning): Reckoning {
  return {
    debtors: a.debtors + b.debtors,
    lost: a.lost + b.lost,
    doubled: a.doubled + b.doubled,
    wronglyAccepted: a.wronglyAccepted + b.wronglyAccepted,
  };
}

/** Compares each load with the ledger of the CRM it went to. Holds at any moment, so it may be asked while a run is under way. */
export async function reckon(control: SandboxControl, loads: readonly Load[]): Promise<Reckoning> {
  // Ours first: whatever we say by now must be in a ledger that is read later.
  const ours = [];
  for (const load of loads) ours.push({ load, ...(await recordsOf(load)) });
  const written = Map.groupBy(await control.ledger(), (debtor) => debtor.operation);
  let sum = nothing;
  for (const { load, missing, records } of ours) {
    const ledger = Map.groupBy(written.get(load.operation) ?? [], (debtor) => debtor.identification);
    sum = addReckonings(sum, compare(records, ledger, missing));
  }
  return sum;
}

async function recordsOf({ supervisor, uploadId }: Load) {
  const records = await database().record.findMany({
    where: { uploadId },
    select: { identification: true, state: true, obligations: true, retriedInId: true },
  });
  const upload = await showUpload(supervisor, { uploadId });
  const { staged } = upload.totals;
  const groups = sumOfGroups(upload);
  const isWhole = groups.obligations === staged.obligations && groups.cents === BigInt(staged.balance.replace(".", ""));
  const missing = Math.max(staged.debtors - groups.debtors, staged.debtors - records.length, isWhole ? 0 : 1);
  return { records, missing };
}

function compare(
  records: Awaited<ReturnType<typeof recordsOf>>["records"],
  ledger: ReadonlyMap<string, readonly AppliedDebtor[]>,
  missing: number,
): Reckoning {
  let [lost, wronglyAccepted] = [missing, 0];
  for (const { identification, state, obligations, retriedInId } of records) {
    const applied = ledger.get(identification) ?? [];
    if (state === "accepted" && !applied.some((one) => one.obligationIds.length === obligations)) wronglyAccepted += 1;
    // Whom a retry has taken over is in the ledger by it.
    const isLeftOut = (state === "rejected" || state === "not_sent") && retriedInId === null;
    if (isLeftOut && applied.length > 0) lost += 1;
  }
  const doubled = [...ledger.values()].filter((applied) => applied.length > 1).length;
  return { debtors: records.length, lost, doubled, wronglyAccepted };
}
