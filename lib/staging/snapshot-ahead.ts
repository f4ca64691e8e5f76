import { Readable } from "node:stream";
import { readLineVersion, type SnapshotScope, snapshotBytes } from "#lib/database/comparison/snapshot.ts";
import type { BulkClient } from "#lib/database/pool.ts";
import { askPlainly } from "#lib/database/portfolios/load-measures.ts";

/** Pieces of at most 64 KB that are kept before they are asked for. */
const mostPieces = 512;

/** A snapshot that arrives while the staging still reads who stands in the file: the server reads it as the thread reads. */
export interface SnapshotAhead extends AsyncDisposable {
  /** Of the empty line that it was read after. */
  readonly lineVersion: string;
  readonly arriving: AsyncIterable<Buffer>;
}

/**
 * Begins to read a portfolio's snapshot. Null while uploads are in line: whom those bring is looked up before the snapshot
 * is read, and after the file's names. An upload that comes into the line meanwhile gives it another version, so the
 * comparison counts as moved.
 */
export async function readSnapshotAhead(client: BulkClient, scope: SnapshotScope): Promise<SnapshotAhead | null> {
  const lineVersion = await readLineVersion(askPlainly(client), scope);
  if (lineVersion !== emptyLine) return null;
  const arriving = Readable.from(snapshotBytes(scope), { highWaterMark: mostPieces });
  // Whoever iterates it is told; until then a failure must not count as unhandled.
  arriving.on("error", () => undefined);
  // Begins without taking anything.
  arriving.read(0);
  return {
    lineVersion,
    arriving,
    [Symbol.asyncDispose]: async () => {
      arriving.destroy();
    },
  };
}

/** The version of a line without uploads: the sum of none. */
const emptyLine = "0";
