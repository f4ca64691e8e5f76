import { untilFree } from "./kept-folder.ts";

/** A file's handle in a worker, which alone may write it. The types for pages do not have it. */
export interface AccessHandle {
  read(buffer: Uint8Array, options: { at: number }): number;
  write(buffer: Uint8Array, options: { at: number }): number;
  getSize(): number;
  truncate(bytes: number): void;
  flush(): void;
  close(): void;
}

interface Accessible {
  createSyncAccessHandle(): Promise<AccessHandle>;
}

/** Opens a file of a folder for writing, and makes it if it is missing. */
export async function accessFile(folder: FileSystemDirectoryHandle, name: string): Promise<AccessHandle> {
  const handle = await folder.getFileHandle(name, { create: true });
  if (!isAccessible(handle)) throw new DOMException("No access to files in this worker", "NotSupportedError");
  return untilFree(() => handle.createSyncAccessHandle());
}

function isAccessible(handle: object): handle is Accessible {
  return "createSyncAccessHandle" in handle;
}

/** Writes all bytes, or throws: a disk that is full may take only some of them. */
export function writeAll(handle: AccessHandle, bytes: Uint8Array, at: number): void {
  if (handle.write(bytes, { at }) !== bytes.length) throw new DOMException("The disk is full", "QuotaExceededError");
}
