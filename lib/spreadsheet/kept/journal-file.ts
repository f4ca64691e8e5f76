import { type AccessHandle, writeAll } from "./access-handle.ts";
import { journalLine, readJournal } from "./journal.ts";

/**
 * Written records survive the end of the browser at once, and the end of the machine after this time: waiting for
 * the disk at each record would hold up the thread.
 */
const flushMs = 400;

/** A journal on disk that grows at its end. */
export class JournalFile {
  readonly #handle: AccessHandle;
  /** The records that were there. */
  readonly records: readonly unknown[];
  #bytes: number;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Reads what is there and cuts off what a crash left of a record. */
  constructor(handle: AccessHandle) {
    const bytes = new Uint8Array(handle.getSize());
    handle.read(bytes, { at: 0 });
    const { records, wholeBytes } = readJournal(bytes);
    handle.truncate(wholeBytes);
    this.#handle = handle;
    this.#bytes = wholeBytes;
    this.records = records;
  }

  /** Throws if there is no room; the journal is as before then. */
  append(record: unknown): void {
    const line = journalLine(record);
    try {
      writeAll(this.#handle, line, this.#bytes);
    } catch (error) {
      this.#handle.truncate(this.#bytes);
      throw error;
    }
    this.#bytes += line.length;
    this.#timer ??= setTimeout(() => this.flush(), flushMs);
  }

  flush(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#handle.flush();
  }

  /** Frees the file even if the disk refuses the last records. */
  close(): void {
    try {
      this.flush();
    } finally {
      this.#handle.close();
    }
  }
}
