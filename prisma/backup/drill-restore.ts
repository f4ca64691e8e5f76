import pg from "pg";
import { verifyChains } from "../audit/verify-chains.ts";
import { withClient } from "../migrate.ts";
import { BackupRefused } from "./backup-refused.ts";
import type { TableProgress } from "./manifest.ts";
import type { Backup } from "./read-backup.ts";
import { restoreBackup } from "./restore-backup.ts";

export interface Drilled {
  /** How long the restore took, with the comparison of every row, in milliseconds. */
  readonly ms: number;
  /** How many chains of the audit trail are not whole in it. */
  readonly faults: number;
}

/**
 * Restores a backup into a database of its own beside the one at `url`, whose role may make one, compares every row with
 * the backup, verifies the audit trail, and deletes that database. Throws as {@link restoreBackup} does.
 */
export async function drillRestore(url: string, backup: Backup, progress: TableProgress): Promise<Drilled> {
  return withClient(url, async (client) => {
    const name = `${new URL(url).pathname.slice(1).slice(0, 50)}_drill`;
    const database = pg.escapeIdentifier(name);
    // Left by a drill that was killed; one that is under way is connected to it.
    await client.query(`DROP DATABASE IF EXISTS ${database}`).catch((cause: Error) => {
      throw new BackupRefused(`Another drill may be under way: ${cause.message}`);
    });
    await client.query(`CREATE DATABASE ${database}`);
    try {
      const scratch = Object.assign(new URL(url), { pathname: `/${name}` }).href;
      const since = performance.now();
      await restoreBackup(scratch, backup, { isReplacing: false, isCompared: true, progress });
      const ms = performance.now() - since;
      const { faults } = await verifyChains(scratch);
      return { ms, faults: new Set(faults.map(({ chain }) => chain)).size };
    } finally {
      await client.query(`DROP DATABASE ${database}`);
    }
  });
}
