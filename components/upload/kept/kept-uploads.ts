import { ownerOf } from "#lib/spreadsheet/kept/kept-folder.ts";
import { eraseIfFree, eraseOld, foldersOf, keptForMs, openNames, thrownAway } from "./kept-folders.ts";
import { readPageJournal } from "./kept-page-journal.ts";
import { type KeptHead, type KeptState, readState } from "./kept-state.ts";

/** An unfinished upload of this browser's user. */
export interface KeptUpload {
  /** Its folder's name. */
  readonly name: string;
  readonly tenantId: string;
  /** Null if another version of the portal kept it and even that cannot be read. */
  readonly head: KeptHead | null;
  /** Null if another version of the portal kept it. */
  readonly state: KeptState | null;
  /** When it was last worked on, and when it will be erased, in milliseconds since 1970. */
  readonly at: number;
  readonly until: number;
  /** A tab works on it. */
  readonly isOpen: boolean;
}

/** Whether there is room for a file: twice its size, for its copy and what is noted beside it. */
export async function hasRoomFor(bytes: number): Promise<boolean> {
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined || quota - (usage ?? 0) >= 2 * bytes;
}

/** The unfinished uploads of a user, the last worked on first. Erases everybody's that are a day old. */
export async function listKept(userId: string): Promise<KeptUpload[]> {
  await eraseOld();
  const own = await ownFolders(userId);
  const open = await openNames();
  const read = await Promise.all(own.map((name) => readKept(name, open.has(name))));
  return read.filter((upload) => upload !== null).sort((a, b) => b.at - a.at);
}

/** How many unfinished uploads a user would lose: those whose file is still being copied too. */
export async function countUnfinished(userId: string): Promise<number> {
  const states = await Promise.all(
    (await ownFolders(userId)).map(async (name) => readState((await readPageJournal(name)).records).kind),
  );
  return states.filter((kind) => kind !== "untouched" && kind !== "over").length;
}

/** The names of a user's folders, without those that are thrown away. */
async function ownFolders(userId: string): Promise<string[]> {
  const gone = thrownAway();
  return (await foldersOf(userId)).filter((name) => !gone.has(name));
}

/** One unfinished upload; null if there is nothing to go on with. `isOpen`: whether a tab works on it. */
export async function readKept(name: string, isOpen: boolean): Promise<KeptUpload | null> {
  const { records, at } = await readPageJournal(name);
  const read = readState(records);
  if (read.kind === "nothing" || read.kind === "untouched" || read.kind === "over") {
    // A tab that has just begun one has not copied its file yet.
    if (!isOpen) await eraseIfFree(name);
    return null;
  }
  const tenantId = ownerOf(name)?.tenantId ?? "";
  const state = read.kind === "whole" ? read.state : null;
  return { name, tenantId, head: read.head, state, at, until: at + keptForMs, isOpen };
}
