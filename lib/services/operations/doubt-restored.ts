import { withPortalTransaction } from "#lib/database/client.ts";
import { lockKnownIdentity, noteIdentity, readIdentity } from "#lib/database/snapshots/database-identity.ts";
import { doubtSnapshots } from "#lib/database/snapshots/snapshots.ts";

export type RestoredCheck =
  | { readonly kind: "same" }
  /** Nothing was known of the database before. */
  | { readonly kind: "first" }
  /** A restored copy: so many debtors of snapshots are uncertain now. */
  | { readonly kind: "restored"; readonly debtors: number }
  /** The database does not say who it is, and is taken for the same. */
  | { readonly kind: "unknown" };

/**
 * Makes every snapshot uncertain if the database is a restored copy: what was sent after the backup is not in it
 * (decision 47). Of several workers that start at once, one finds it. A copy of the data folder put back in place
 * cannot be told from the original.
 */
export function doubtRestored(): Promise<RestoredCheck> {
  return withPortalTransaction(
    async (tx) => {
      const now = await readIdentity(tx);
      if (now === null) return { kind: "unknown" };
      const known = await lockKnownIdentity(tx);
      if (known?.systemIdentifier === now.systemIdentifier && known.timeline === now.timeline) return { kind: "same" };
      await noteIdentity(tx, now);
      if (known === null) return { kind: "first" };
      return { kind: "restored", debtors: await doubtSnapshots(tx) };
    },
    // Snapshots of a million debtors are written anew.
    { timeoutMs: 600_000 },
  );
}
