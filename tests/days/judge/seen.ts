import type { UploadState } from "#lib/domain/outcome/upload-state.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { dayMs } from "../acts/time.ts";
import type { KnownUpload } from "../world/known.ts";
import type { World } from "../world/world.ts";

export interface SeenRecord {
  readonly identification: string;
  readonly state: "pending" | "unchanged" | "accepted" | "rejected" | "unconfirmed" | "not_sent";
  readonly evidence: string | null;
  readonly reason: string | null;
  readonly change: string | null;
  readonly retriedInId: string | null;
}

/** What the portal has of an upload, and what people know of it. */
export interface Seen {
  readonly known: KnownUpload;
  readonly state: UploadState;
  readonly isErased: boolean;
  /** It was confirmed when it had waited for so long that no one looks back to when it was begun. */
  readonly isBelated: boolean;
  /** Debtors by their state, and those taken over. */
  readonly counters: readonly number[];
  readonly records: readonly SeenRecord[];
  /** Identifications of rows that are left out. */
  readonly leftOut: readonly string[];
}

/** All uploads of all tenants that people know of, in the order of their staging. */
export async function seenUploads(world: World): Promise<Seen[]> {
  const ids = [...world.uploads.keys()];
  const [uploads, records, leftOut] = await Promise.all([
    ownerDatabase().upload.findMany({ where: { id: { in: ids } } }),
    ownerDatabase().record.findMany({
      where: { uploadId: { in: ids } },
      select: {
        uploadId: true,
        identification: true,
        state: true,
        evidence: true,
        reason: true,
        change: true,
        retriedInId: true,
      },
    }),
    ownerDatabase().leftOutRow.findMany({
      where: { uploadId: { in: ids } },
      select: { uploadId: true, identification: true },
    }),
  ]);
  const recordsOf = Map.groupBy(records, ({ uploadId }) => uploadId);
  const leftOutOf = Map.groupBy(leftOut, ({ uploadId }) => uploadId);
  const rows = new Map(uploads.map((upload) => [upload.id, upload]));
  return [...world.uploads.values()].flatMap((known) => {
    const row = rows.get(known.id);
    if (row === undefined) {
      world.differs("uploads", `the upload ${known.id} is not there any more`);
      return [];
    }
    return {
      ...{ known, state: row.state, isErased: row.erasedAt !== null },
      isBelated: row.confirmedAt !== null && row.confirmedAt.getTime() - row.createdAt.getTime() > 31 * dayMs,
      counters: [
        ...[row.unchangedDebtors, row.pendingDebtors, row.acceptedDebtors, row.rejectedDebtors],
        ...[row.unconfirmedDebtors, row.notSentDebtors, row.retriedDebtors],
      ],
      records: recordsOf.get(known.id) ?? [],
      leftOut: (leftOutOf.get(known.id) ?? []).flatMap(({ identification }) => identification ?? []),
    };
  });
}

/** The upload that all retries and corrections of it go back to. */
export function rootOf(world: World, known: KnownUpload): KnownUpload {
  let root = known;
  while ((root.kind === "retry" || root.kind === "correction") && root.ofId !== null) {
    const of = world.uploads.get(root.ofId);
    if (of === undefined) return root;
    root = of;
  }
  return root;
}

/** Whether somebody has been erased since a file was staged: nothing of it has their name any more. */
export function isErasedSince(world: World, known: KnownUpload, identification: string): boolean {
  const at = known.tenant.erased.get(identification);
  return at !== undefined && at > rootOf(world, known).stagedAt;
}

/** The uploads that an upload sends again, from itself back to the first. */
export function lineOf(world: World, known: KnownUpload): readonly KnownUpload[] {
  const of = known.ofId === null ? undefined : world.uploads.get(known.ofId);
  const goesBack =
    of !== undefined &&
    (known.kind === "retry" || known.kind === "correction" || (known.kind === "close_out" && of.kind === "close_out"));
  return goesBack ? [known, ...lineOf(world, of)] : [known];
}
