/** Whose unfinished upload a folder has. The ids are UUIDs. */
export interface KeptOwner {
  readonly userId: string;
  readonly tenantId: string;
}

/** The files of a folder: the dropped file's bytes, and the journals of the page and of the workbench. */
export type KeptFile = "file" | "state" | "cells";

/** All unfinished uploads are in one folder of the origin's private file system, which only this origin can read. */
const rootName = "unfinished-uploads";

/** A new name of an owner's folder. */
export function newFolderName({ userId, tenantId }: KeptOwner): string {
  return [userId, tenantId, crypto.randomUUID()].join(".");
}

/** Whose a folder is, by its name; null if the name is none of ours. */
export function ownerOf(name: string): KeptOwner | null {
  const [userId, tenantId, id, ...rest] = name.split(".");
  return userId && tenantId && id && rest.length === 0 ? { userId, tenantId } : null;
}

/** The names of all folders, whoever they belong to. */
export async function keptFolders(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await root()).keys()) names.push(name);
  return names;
}

/** An upload's folder; made if `isNew`, else rejects with a `NotFoundError` if it is gone. */
export async function keptFolder(name: string, isNew = false): Promise<FileSystemDirectoryHandle> {
  return (await root()).getDirectoryHandle(name, { create: isNew });
}

/** One of the files of a folder, as it is now; null if it, or the folder, is not there. */
export async function keptFile(name: string, file: KeptFile): Promise<File | null> {
  try {
    return await (await (await keptFolder(name)).getFileHandle(file)).getFile();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** Erases a folder with everything in it; another tab may have done so. */
export async function eraseFolder(name: string): Promise<void> {
  const from = await root();
  try {
    await untilFree(() => from.removeEntry(name, { recursive: true }));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof DOMException && error.name === "NotFoundError";
}

/** A worker that has just been ended holds its files a little longer. */
export async function untilFree<T>(take: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await take();
    } catch (error) {
      const isTaken = error instanceof DOMException && error.name === "NoModificationAllowedError";
      if (!isTaken || tries === mostTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

const pauseMs = 50;
const mostTries = 60;

async function root(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(rootName, { create: true });
}
