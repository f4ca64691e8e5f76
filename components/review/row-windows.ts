import type { ReviewRow, RowFilter, RowWindow } from "#lib/spreadsheet/protocol/review.ts";

/**
 * Rows per request: a screen and a half, so that steady scrolling requests rows once a second instead of at
 * every wheel tick.
 */
const blockRows = 64;
/** Some 4,000 rows; more would only use memory for what the workbench already has. */
const maxBlocks = 64;

export type AskWindow = (input: { from: number; count: number; filter: RowFilter }) => Promise<RowWindow>;

/** What the table shows at one moment. A new object whenever something has changed. */
export interface WindowsSnapshot {
  /** null until the first answer for this filter. */
  readonly total: number | null;
  rowAt(position: number): ReviewRow | undefined;
}

/**
 * The rows around the screen, fetched in blocks and kept for a while. After an edit, old rows stay until the
 * new ones have arrived, so that nothing flickers; an answer to an older request is dropped.
 */
export class RowWindows {
  readonly #ask: AskWindow;
  readonly #filter: RowFilter;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<() => void>();
  readonly #blocks = new Map<number, { version: number; rows: readonly ReviewRow[] }>();
  readonly #asked = new Map<number, number>();
  #version = 0;
  #total: number | null = null;
  #range = { from: 0, to: blockRows };
  #snapshot: WindowsSnapshot;

  constructor(ask: AskWindow, filter: RowFilter, onFault: (error: unknown) => void) {
    this.#ask = ask;
    this.#filter = filter;
    this.#onFault = onFault;
    this.#snapshot = this.#take();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#total === null) this.#fetch();
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): WindowsSnapshot => this.#snapshot;

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
    try {
      const answer = await this.#ask({ from: block * blockRows, count: blockRows, filter: this.#filter });
      if (version !== this.#version) return;
      this.#blocks.delete(block);
      this.#blocks.set(block, { version, rows: answer.rows });
      this.#total = answer.total;
      for (const old of this.#blocks.keys()) {
        if (this.#blocks.size <= maxBlocks) break;
        this.#blocks.delete(old);
      }
      this.#snapshot = this.#take();
      for (const listener of this.#listeners) listener();
    } catch (error) {
      this.#onFault(error);
    } finally {
      if (this.#asked.get(block) === version) this.#asked.delete(block);
    }
  }

  #take(): WindowsSnapshot {
    const blocks = new Map(this.#blocks);
    return {
      total: this.#total,
      rowAt: (position) => blocks.get(Math.floor(position / blockRows))?.rows[position % blockRows],
    };
  }
}
