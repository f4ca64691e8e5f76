import { eraseFolder, keptFile, keptFolders, ownerOf } from "#lib/spreadsheet/kept/kept-folder.ts";
import { store, storedUnder } from "../../ui/browser-storage.ts";
import { readPageJournal } from "./kept-page-journal.ts";

/** Unfinished uploads are erased so long after the last work on them. */
export const keptForMs = 24 * 60 * 60 * 1_000;

const channelName = "unfinished-uploads";
/** How long other tabs may take to let an upload go. */
const letGoMs = 3_000;
const thrownAwayKey = "unfinished-uploads.thrown-away";
const lockOf = (name: string) => `unfinished-upload ${name}`;

/** Why this browser keeps nothing. */
export type NoKeeping = "insecure" | "unsupported";

/** Whether this browser can keep anything; null if it can. A private window may have the means and refuse them. */
export async function whyNoKeeping(): Promise<NoKeeping | null> {
  if (!window.isSecureContext) return "insecure";
  try {
    await navigator.storage.getDirectory();
    return "locks" in navigator ? null : "unsupported";
  } catch {
    return "unsupported";
  }
}

/** The names of a user's folders in this browser. */
export async function foldersOf(userId: string): Promise<string[]> {
  return (await keptFolders()).filter((name) => ownerOf(name)?.userId === userId);
}

/** How many unfinished uploads a user has in this browser. */
export async function countKept(userId: string): Promise<number> {
  return (await whyNoKeeping()) === null ? (await foldersOf(userId)).length : 0;
}

/**
 * Erases the unfinished uploads that nobody has worked on for a day, whoever they belong to, and those that could not
 * be erased when their users asked for it. Returns how many of the latter are still there.
 */
export async function eraseOld(): Promise<number> {
  if ((await whyNoKeeping()) !== null) return 0;
  for (const name of await keptFolders()) {
    const isOver = thrownAway().has(name) || (await isOld(name));
    // One that a tab works on is in use, however long ago it was changed. One that cannot be erased is tried again.
    if (isOver) await eraseIfFree(name).catch(() => undefined);
  }
  const left = (await keptFolders()).filter((name) => thrownAway().has(name));
  store(thrownAwayKey, left);
  return left.length;
}

/** Whether nobody has worked on an upload for a day. Its journal is read only where its file seems old. */
async function isOld(name: string): Promise<boolean> {
  const file = await keptFile(name, "state");
  if (Date.now() - (file?.lastModified ?? 0) < keptForMs) return false;
  return Date.now() - (await readPageJournal(name)).at >= keptForMs;
}

/**
 * Erases all unfinished uploads of a user. Tabs that work on one let it go, and keep nothing of it any more. Returns
 * how many stay until their day is over.
 */
export async function eraseAllOf(userId: string): Promise<number> {
  if ((await whyNoKeeping()) !== null) return 0;
  const erased = await Promise.all((await foldersOf(userId)).map(eraseKept));
  return erased.filter((when) => when === "after_a_day").length;
}

/** The names of folders that are to be erased as soon as they can be: their users have thrown them away. */
export function thrownAway(): ReadonlySet<string> {
  const names = storedUnder(thrownAwayKey);
  return new Set(Array.isArray(names) ? names : []);
}

/**
 * When an upload is erased: now, when the portal is next opened, or, if this browser cannot even note that it is to be
 * erased, a day after the last work on it.
 */
export type WhenErased = "now" | "next_time" | "after_a_day";

/** Erases one; a tab that works on it lets it go. */
export async function eraseKept(name: string): Promise<WhenErased> {
  const isNoted = store(thrownAwayKey, [...thrownAway(), name]);
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(name);
  channel.close();
  // A tab that does not answer (the browser has frozen it) must not hold up the others.
  const options = { signal: AbortSignal.timeout(letGoMs) };
  try {
    await navigator.locks.request(lockOf(name), options, () => eraseFolder(name));
  } catch {
    return isNoted ? "next_time" : "after_a_day";
  }
  store(
    thrownAwayKey,
    [...thrownAway()].filter((one) => one !== name),
  );
  return "now";
}

/** Calls `onAsked` when another tab, or another part of this page, erases the upload. Returns how to stop listening. */
export function onErased(name: string, onAsked: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }) => {
    if (data === name) onAsked();
  };
  return () => channel.close();
}

/** Takes an upload for this tab, until the returned function is called; null if another one works on it. */
export async function takeUpload(name: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    const hold = (lock: Lock | null) =>
      lock === null ? resolve(null) : new Promise<void>((release) => resolve(() => release()));
    navigator.locks.request(lockOf(name), { ifAvailable: true }, hold).catch(reject);
  });
}

/** Erases a folder that no tab works on. */
export async function eraseIfFree(name: string): Promise<void> {
  await navigator.locks.request(lockOf(name), { ifAvailable: true }, (lock) =>
    lock === null ? undefined : eraseFolder(name),
  );
}

/** The names of the folders that tabs work on. */
export async function openNames(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  const prefix = lockOf("");
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}
