import { withPortalTransaction } from "#lib/database/client.ts";
import { type Doubted, doubtDatabase } from "#lib/database/operations/database-restores.ts";
import { lockKnownIdentity, noteIdentity, readIdentity } from "#lib/database/snapshots/database-identity.ts";

export type RestoredCheck =
  | { readonly kind: "same" }
  /** Nothing was known of the database before. */
  | { readonly kind: "first" }
  /** A restored copy. */
  | ({ readonly kind: "restored" } & Doubted)
  /** The database does not say who it is, and is taken for the same. */
  | { readonly kind: "unknown" };

/**
 * Doubts what a restored copy of the database says of what was sent: whatever happened after the backup is not in it
 * (decision 69). Of several workers that start at once, one finds it. A copy of the data folder put back in place
 * cannot be told from the original: `npm run restore -- --doubt` does the same for it.
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
      return { kind: "restored", ...(await doubtDatabase(tx)) };
    },
    // A million records and snapshots are written anew.
    { timeoutMs: 600_000 },
  );
}
