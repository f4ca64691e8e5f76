import { findPart, selectNotIn, selectSetAsideLines } from "#lib/database/comparison/parts.ts";
import {
  readAwaited,
  readLineVersion,
  readSnapshot,
  type SnapshotEntry,
  type SnapshotScope,
  snapshotBytes,
} from "#lib/database/comparison/snapshot.ts";
import type { BulkClient } from "#lib/database/pool.ts";
import { askPlainly } from "#lib/database/portfolios/load-measures.ts";
import { isStaying } from "#lib/domain/portfolio/snapshot-state.ts";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import { derivationOf } from "./derivation-of.ts";
import { identifiedAsides } from "./identified-asides.ts";
import type { SnapshotAhead } from "./snapshot-ahead.ts";
import type { ComparisonWriter, StagedComparison } from "./staged-comparison.ts";

/** A load as it is compared. */
export interface ComparedLoad {
  readonly scope: SnapshotScope;
  /** Where the file tells who is gone: the other parts of its set, or none. */
  readonly otherParts: readonly string[] | null;
  /** Who stands in rows that are set aside. */
  readonly asides: ReadonlySet<string>;
}

/** Debtors of the snapshot that are looked up in the other parts at once. */
const absentAtOnce = 5_000;

/**
 * Reads the snapshot once, beside the names of the file's debtors, and lists who is gone: who stands nowhere in the
 * file, be it in a row that is left out or set aside. Whom an upload in line is about to bring is gone by this file too,
 * with nothing before.
 */
export async function compareSnapshot(
  client: BulkClient,
  { scope, otherParts, asides }: ComparedLoad,
  comparison: StagedComparison,
  writer: ComparisonWriter,
  ahead: SnapshotAhead | null = null,
): Promise<void> {
  // Before the snapshot: what is written in between is seen as moved, never missed, and whoever is brought in between
  // is found in both.
  comparison.lineVersion = ahead?.lineVersion ?? (await readLineVersion(askPlainly(client), scope));
  const awaited =
    otherParts === null || ahead !== null
      ? new Set<string>()
      : await absentAwaited(client, { scope, otherParts, asides }, comparison);
  let absent: SnapshotEntry[] = [];
  const judgeAbsent = async () => {
    // The writer's connection is the one that they are looked up over.
    await writer.written();
    const gone = new Set(otherParts === null ? [] : await notInParts(client, scope.tenantId, otherParts, absent));
    for (const entry of absent) {
      if (gone.has(entry)) comparison.addGone(entry, writer);
      else comparison.addOutside("untold", entry);
    }
    absent = [];
    if (writer.isFull) await writer.flush();
  };
  for await (const entries of readSnapshot(ahead?.arriving ?? snapshotBytes(scope))) {
    for (const entry of entries) {
      if (comparison.know(entry) || !isStaying(entry.state)) continue;
      awaited.delete(entry.identification);
      if (asides.has(entry.identification)) comparison.addOutside("leftOut", entry);
      else absent.push(entry);
    }
    if (absent.length >= absentAtOnce) await judgeAbsent();
  }
  await judgeAbsent();
  for (const identification of awaited) {
    comparison.addAwaited(identification, writer);
    if (writer.isFull) await writer.flush();
  }
  // The file's rows are read over the same connection.
  await writer.written();
}

/** Whom uploads in line are about to bring, and who stands nowhere in the file. */
async function absentAwaited(
  client: BulkClient,
  { scope, otherParts, asides }: ComparedLoad & { readonly otherParts: readonly string[] },
  comparison: StagedComparison,
): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const names of readAwaited(client, scope)) {
    const absent = names.filter((name) => !comparison.isInFile(name) && !asides.has(name));
    const entries = absent.map((identification) => ({ identification }));
    for (const { identification } of await notInParts(client, scope.tenantId, otherParts, entries))
      found.add(identification);
  }
  return found;
}

/** Who stands in the set-aside rows of staged uploads. */
export async function asidesOf(
  client: BulkClient,
  tenantId: string,
  uploadIds: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const uploadId of uploadIds) {
    const upload = await findPart(client, tenantId, uploadId);
    if (upload === null) continue;
    const lines = await selectSetAsideLines(client, tenantId, uploadId);
    const rows = lines.flatMap((line) => parseSourceLine(line) ?? []);
    for (const identification of identifiedAsides(rows, derivationOf(upload))) found.add(identification);
  }
  return found;
}

async function notInParts<Entry extends Pick<SnapshotEntry, "identification">>(
  client: BulkClient,
  tenantId: string,
  otherParts: readonly string[],
  absent: readonly Entry[],
): Promise<readonly Entry[]> {
  if (otherParts.length === 0 || absent.length === 0) return absent;
  const names = absent.map(({ identification }) => identification);
  const gone = new Set(await selectNotIn(client, tenantId, otherParts, names));
  return absent.filter(({ identification }) => gone.has(identification));
}
