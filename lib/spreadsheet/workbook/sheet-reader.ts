import type { Grid } from "#lib/domain/table/table.ts";
import type { SheetSummary } from "../finding/choose-sheet.ts";
import { Refused } from "../refused.ts";
import type { ReadSheet, SheetHead, SheetSource } from "./sheet-source.ts";

/** Reads sheets of a workbook, each at most once, and reports the progress of all of it. */
export class SheetReader {
  readonly heads: readonly SheetHead[];
  readonly #source: SheetSource;
  readonly #read = new Map<number, ReadSheet>();
  readonly #onProgress: ((share: number) => void) | undefined;
  #share = 0;

  constructor(source: SheetSource, onProgress?: (share: number) => void) {
    this.#source = source;
    this.heads = source.sheets;
    this.#onProgress = onProgress;
  }

  /** Sheets that are not hidden, heaviest first. */
  visible(): number[] {
    const weight = (sheet: number): number => this.heads[sheet]?.weight ?? 0;
    return this.heads
      .flatMap(({ isHidden }, sheet) => (isHidden ? [] : [sheet]))
      .sort((left, right) => weight(right) - weight(left) || left - right);
  }

  /** The first rows of a sheet; null if it cannot be read, which is reported when the sheet is needed. */
  async peek(sheet: number, rows: number): Promise<Grid | null> {
    try {
      return await this.#source.firstRows(sheet, rows);
    } catch (thrown) {
      if (thrown instanceof Refused) return null;
      throw thrown;
    }
  }

  async read(sheet: number): Promise<ReadSheet> {
    const known = this.#read.get(sheet);
    if (known !== undefined) return known;
    const from = this.#share;
    const read = await this.#source.read(sheet, (share) => this.#tell(from + (1 - from) * share * stepShare));
    this.#read.set(sheet, read);
    return read;
  }

  /** Name and row count of each sheet. Counting inflates a sheet, so a workbook's only sheet has 0 until it is read. */
  async summaries(): Promise<SheetSummary[]> {
    const summaries: SheetSummary[] = [];
    for (const [sheet, { name, isHidden }] of this.heads.entries()) {
      const known = this.#read.get(sheet)?.grid.rowCount;
      const rowCount = known ?? (this.heads.length === 1 ? 0 : await this.#source.countRows(sheet));
      summaries.push({ name, isHidden, rowCount });
    }
    return summaries;
  }

  #tell(share: number): void {
    this.#share = Math.max(this.#share, share);
    this.#onProgress?.(this.#share);
  }
}

/** The share of the remaining progress that one sheet takes: how many will be read is not known before. */
const stepShare = 0.7;
