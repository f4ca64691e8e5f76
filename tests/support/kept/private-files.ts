import { vi } from "vitest";
import { fromNow } from "#tests/support/from-now.ts";

/** A folder in memory with what the code asks of the browser's private files. */
class Folder {
  readonly #folders = new Map<string, Folder>();
  readonly #files = new Map<string, File>();
  /** Entries that cannot be erased, as a worker or another program may hold them. */
  readonly held = new Set<string>();

  async *keys(): AsyncGenerator<string> {
    yield* [...this.#folders.keys()];
  }

  async getDirectoryHandle(name: string, { create = false } = {}): Promise<Folder> {
    const folder = this.#folders.get(name) ?? (create ? new Folder() : null);
    if (folder === null) throw new DOMException(name, "NotFoundError");
    this.#folders.set(name, folder);
    return folder;
  }

  async getFileHandle(name: string): Promise<{ getFile(): Promise<File> }> {
    const file = this.#files.get(name);
    if (file === undefined) throw new DOMException(name, "NotFoundError");
    return { getFile: async () => file };
  }

  async removeEntry(name: string): Promise<void> {
    if (this.held.has(name)) throw new DOMException(name, "InvalidModificationError");
    if (!this.#folders.delete(name)) throw new DOMException(name, "NotFoundError");
  }

  write(name: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.#files.set(name, new File([bytes], name, { lastModified: fromNow().getTime() }));
  }
}

/** Puts a browser's private files, locks and storage in place of those that Node lacks; for one test file. */
export async function withPrivateFiles() {
  const disk = new Folder();
  const stored = new Map<string, string>();
  const locked = new Set<string>();
  const request = async <T>(name: string, { ifAvailable = false }, hold: (lock: object | null) => T) => {
    if (locked.has(name) && !ifAvailable) throw new DOMException(name, "TimeoutError");
    if (locked.has(name)) return hold(null);
    locked.add(name);
    try {
      return await hold({ name });
    } finally {
      locked.delete(name);
    }
  };
  const locks = { request, query: async () => ({ held: [...locked].map((name) => ({ name })) }) };
  vi.stubGlobal("window", { isSecureContext: true });
  vi.stubGlobal("navigator", { storage: { getDirectory: async () => disk }, locks });
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
  const root = await disk.getDirectoryHandle("unfinished-uploads", { create: true });
  return { root, folder: (name: string) => root.getDirectoryHandle(name, { create: true }) };
}
