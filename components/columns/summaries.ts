import type { ColumnSummary } from "#lib/domain/summary/column-summary.ts";

/** Null if the file or its mapping changed while the column was counted. */
export type AskSummary = (column: number) => Promise<ColumnSummary | null>;

/** How columns are summarised at the moment. */
export interface SummarySource {
  readonly ask: AskSummary;
  /** A column's summary is out of date once this is another text. */
  readonly keyOf: (column: number) => string;
  readonly onFault: (error: unknown) => void;
}

/** After a change, so that a word typed quickly is counted once. */
const pauseMs = 300;

/**
 * The summaries of the columns in sight, asked for one after another, so that nothing is counted for a column
 * that has left the screen. One that is out of date stays until the new one is there.
 */
export class Summaries {
  readonly #listeners = new Set<() => void>();
  /** By column, how many places show it. */
  readonly #wanted = new Map<number, number>();
  readonly #known = new Map<number, { readonly key: string; readonly summary: ColumnSummary }>();
  #source: SummarySource | null = null;
  #isAsking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The latest summary of a column; null before the first. */
  of(column: number): ColumnSummary | null {
    return this.#known.get(column)?.summary ?? null;
  }

  /** Cells or readings may have changed. */
  update(source: SummarySource): void {
    this.#source = source;
    clearTimeout(this.#timer);
    // A column that was never counted does not wait: nobody is typing into what is not there yet.
    const isNew = this.#next()?.isNew;
    if (isNew !== undefined) this.#timer = setTimeout(() => void this.#ask(), isNew ? 0 : pauseMs);
  }

  /** A place shows a column's summary, until the returned function is called. */
  want(column: number): () => void {
    this.#wanted.set(column, (this.#wanted.get(column) ?? 0) + 1);
    void this.#ask();
    return () => {
      const places = (this.#wanted.get(column) ?? 1) - 1;
      if (places > 0) this.#wanted.set(column, places);
      else this.#wanted.delete(column);
    };
  }

  /** The first wanted column without a summary, then those whose summary is out of date. */
  #next(): { readonly column: number; readonly key: string; readonly isNew: boolean } | null {
    const { keyOf } = this.#source ?? {};
    if (keyOf === undefined) return null;
    const due = [...this.#wanted.keys()]
      .map((column) => ({ column, key: keyOf(column), isNew: !this.#known.has(column) }))
      .filter(({ column, key }) => this.#known.get(column)?.key !== key);
    return due.find(({ isNew }) => isNew) ?? due[0] ?? null;
  }

  async #ask(): Promise<void> {
    const [source, next] = [this.#source, this.#next()];
    if (this.#isAsking || source === null || next === null) return;
    this.#isAsking = true;
    let isChanged = true;
    try {
      const summary = await source.ask(next.column);
      isChanged = summary === null;
      if (summary !== null) {
        this.#known.set(next.column, { key: next.key, summary });
        for (const listener of this.#listeners) listener();
      }
    } catch (error) {
      source.onFault(error);
      return;
    } finally {
      this.#isAsking = false;
    }
    if (isChanged) this.#timer = setTimeout(() => void this.#ask(), pauseMs);
    else void this.#ask();
  }
}
