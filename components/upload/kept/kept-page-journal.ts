import { readJournal } from "#lib/spreadsheet/kept/journal.ts";
import { keptFile } from "#lib/spreadsheet/kept/kept-folder.ts";
// Only its type: the sign-in page reads journals, and takes no code of the wizard for it.
import type { StateRecord } from "./kept-state.ts";

/**
 * The page's journal of a folder, and when it was last worked on, in milliseconds since 1970. While another tab writes,
 * what was looked at may have changed before it is read.
 */
export async function readPageJournal(name: string): Promise<{ records: readonly unknown[]; at: number }> {
  for (let tries = 1; ; tries++) {
    try {
      const file = await keptFile(name, "state");
      if (file === null) return { records: [], at: 0 };
      const { records } = readJournal(new Uint8Array(await file.arrayBuffer()));
      // The files of a private window keep the time at which they were made.
      return { records, at: Math.max(file.lastModified, workedAt(records)) };
    } catch (error) {
      if (tries === mostTries) throw error;
    }
  }
}

const mostTries = 5;

/** When the last change of a journal was noted; 0 if none says so. */
function workedAt(records: readonly unknown[]): number {
  return (records as StateRecord[]).reduce((last, record) => Math.max(last, "at" in record ? (record.at ?? 0) : 0), 0);
}
