import type { RowFilter, RowWindow } from "#lib/spreadsheet/protocol/review.ts";

/**
 * Rows per request: a screen and a half, so that steady scrolling requests rows once a second instead of at
 * every wheel tick.
 */
const blockRows = 64;
/** Some 4,000 rows; more would only use memory for what the workbench already has. */
const maxBlocks = 64;

/** Some of the rows that a filter shows. */
export interface AnyWindow {
  /** Of all that the filter shows. */
  readonly total: number;
  readonly rows: readonly unknown[];
}

/** `signal` stops an answer that nobody waits for any more; `onProgress` gets a share from 0 to 1. */
export type AskWindow<Answer extends AnyWindow = RowWindow, Filter = RowFilter> = (
  input: { from: number; count: number; filter: Filter },
  options?: { signal: AbortSignal; onProgress: (share: number) => void },
) => Promise<Answer>;

/** What the table shows at one moment. A new object whenever something has changed. */
export interface WindowsSnapshot<Answer extends AnyWindow = RowWindow> {
  /** null until the first answer for this filter. */
  readonly total: number | null;
  /** The last answer. */
  readonly latest: Answer | null;
  /** A share from 0 to 1 of a long search for the rows. */
  readonly progress: number | null;
  rowAt(position: number): Answer["rows"][number] | undefined;
}

/**
 * The rows around the screen, fetched in blocks and kept for a while. After an edit, old rows stay until the
 * new ones have arrived, so that nothing flickers; an answer to an older request is dropped.
 */
export class RowWindows<Answer extends AnyWindow = RowWindow, Filter = RowFilter> {
  readonly #ask: AskWindow<Answer, Filter>;
  readonly #filter: Filter;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<() => void>();
  readonly #blocks = new Map<number, { version: number; rows: Answer["rows"] }>();
  readonly #asked = new Map<number, number>();
  #version = 0;
  #latest: Answer | null = null;
  #progress: number | null = null;
  #range = { from: 0, to: blockRows };
  #abort = new AbortController();
  #snapshot: WindowsSnapshot<Answer>;

  constructor(ask: AskWindow<Answer, Filter>, filter: Filter, onFault: (error: unknown) => void) {
    this.#ask = ask;
    this.#filter = filter;
    this.#onFault = onFault;
    this.#snapshot = this.#take();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#fetch();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  readonly snapshot = (): WindowsSnapshot<Answer> => this.#snapshot;

  /** The rows on screen have changed: fetches those that are missing. */
  readonly show = (range: { from: number; to: number }): void => {
    this.#range = range;
    this.#fetch();
  };

  /** Cells have changed: every row has to be fetched again. */
  readonly refresh = (): void => {
    this.#version++;
    this.#fetch();
  };

  /** Nobody shows these rows any more. */
  #stop(): void {
    this.#version++;
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  #fetch(): void {
    const first = Math.floor(this.#range.from / blockRows);
    const last = Math.floor(Math.max(this.#range.from, this.#range.to - 1) / blockRows);
    for (let block = first; block <= last; block++) {
      if (this.#blocks.get(block)?.version === this.#version || this.#asked.get(block) === this.#version) continue;
      this.#asked.set(block, this.#version);
      void this.#fetchBlock(block, this.#version);
    }
  }

  async #fetchBlock(block: number, version: number): Promise<void> {
    const { signal } = this.#abort;
    const onProgress = (share: number) => {
      if (version === this.#version) this.#tell(share);
    };
    try {
      const input = { from: block * blockRows, count: blockRows, filter: this.#filter };
      const answer = await this.#ask(input, { signal, onProgress });
      if (version !== this.#version) return;
      this.#blocks.delete(block);
      this.#blocks.set(block, { version, rows: answer.rows });
      this.#latest = answer;
      for (const old of this.#blocks.keys()) {
        if (this.#blocks.size <= maxBlocks) break;
        this.#blocks.delete(old);
      }
      this.#tell(null);
    } catch (error) {
      if (!signal.aborted) this.#onFault(error);
    } finally {
      if (this.#asked.get(block) === version) this.#asked.delete(block);
    }
  }

  #tell(progress: number | null): void {
    this.#progress = progress;
    this.#snapshot = this.#take();
    for (const listener of this.#listeners) listener();
  }

  #take(): WindowsSnapshot<Answer> {
    const blocks = new Map(this.#blocks);
    return {
      total: this.#latest?.total ?? null,
      latest: this.#latest,
      progress: this.#progress,
      rowAt: (position) => blocks.get(Math.floor(position / blockRows))?.rows[position % blockRows],
    };
  }
}
