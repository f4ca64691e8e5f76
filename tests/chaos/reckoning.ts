import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { sumOfGroups } from "#tests/support/runs/tenant-run.ts";
import type { SandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import { addReckonings, compareWithLedger, nothing, type Reckoning } from "./ledger-comparison.ts";
import type { Load } from "./load.ts";
import { saidSnapshotOf, snapshotDifferences } from "./snapshot-comparison.ts";

/** Compares each load, and the snapshot of its portfolio, with the ledger of its CRM. Also valid while a run is under way. */
export async function reckon(control: SandboxControl, loads: readonly Load[]): Promise<Reckoning> {
  // Our records first: whatever they report by now must be in a ledger that is read later.
  const ours = [];
  for (const load of loads) ours.push({ load, ...(await saidOf(load)) });
  const snapshots = [];
  for (const [portfolioId, load] of new Map(loads.map((load) => [load.portfolioId, load])))
    snapshots.push({ load, said: await saidSnapshotOf(portfolioId) });
  const written = Map.groupBy(await control.ledger(), (debtor) => debtor.operation);
  const misremembered = snapshots
    .map(({ load, said }) => snapshotDifferences(said, written.get(load.operation) ?? []).length)
    .reduce((sum, count) => sum + count, 0);
  return ours
    .map(({ load, said, missing }) =>
      compareWithLedger({
        token: load.token,
        staged: load.staged,
        said,
        missing,
        written: written.get(load.operation) ?? [],
        mayRepeat: load.mayRepeat === true,
      }),
    )
    .reduce(addReckonings, { ...nothing, misremembered });
}

async function saidOf({ supervisor, uploadId }: Load) {
  const said = await ownerDatabase().record.findMany({
    where: { uploadId },
    select: { identification: true, state: true, retriedInId: true },
  });
  const upload = await showUpload(supervisor, { uploadId });
  const { staged } = upload.totals;
  const groups = sumOfGroups(upload);
  const isWhole = groups.obligations === staged.obligations && groups.cents === BigInt(staged.balance.replace(".", ""));
  const missing = Math.max(staged.debtors - groups.debtors, staged.debtors - said.length, isWhole ? 0 : 1);
  return { said, missing };
}
