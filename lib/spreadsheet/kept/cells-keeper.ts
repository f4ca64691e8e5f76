import type { ReadingSettings } from "../protocol/reading.ts";
import type { EditedRows } from "../review/edited-rows.ts";
import { type CellsKind, type CellsRecord, cellsRecords } from "./kept-cells.ts";

/** The corrections of the workbench's open file. */
export interface OpenCells {
  readonly rows: EditedRows;
  readonly takenIn: ReadingSettings["takenIn"];
}

/** Where records go: a `JournalFile`. */
export interface CellsJournal {
  append(record: CellsRecord): void;
  close(): void;
}

/**
 * Writes each action's corrections to a journal, after the page has got its answer. Long actions are written in
 * parts, with questions answered between them.
 */
export class CellsKeeper {
  #journal: CellsJournal | null = null;
  #rows: EditedRows | null = null;
  #end: { resolve: () => void; reject: (error: unknown) => void } | null = null;
  #writing: Promise<void> = Promise.resolve();

  /** Declares that the journal that follows has these corrections already. */
  resume({ rows }: OpenCells): void {
    rows.takeWritten();
    this.#rows = rows;
  }

  /** Keeps the open file's corrections from now on. Resolves when keeping has ended, and rejects when it fails. */
  begin(journal: CellsJournal, open: OpenCells | null): Promise<void> {
    const ended = new Promise<void>((resolve, reject) => {
      this.#end = { resolve, reject };
    });
    this.#journal = journal;
    this.look(open, "deed");
    return ended;
  }

  /** Writes what has changed since the last look; `kind`: by which sort of action. */
  look(open: OpenCells | null, kind: Exclude<CellsKind, "base">): void {
    if (this.#journal === null || open === null) return;
    const { rows, takenIn } = open;
    const written = rows.takeWritten();
    if (rows !== this.#rows) {
      // Another reading of the file, whose rows are others.
      this.#rows = rows;
      this.#write(cellsRecords("base", rows.all(), rows, takenIn));
    } else if (written.length > 0) this.#write(cellsRecords(kind, written, rows));
  }

  /** Ends keeping, with everything written that was changed until now. */
  async end(): Promise<void> {
    await this.#writing;
    if (this.#journal === null) return;
    this.#journal.close();
    this.#journal = null;
    this.#rows = null;
    this.#end?.resolve();
  }

  #write(records: Iterable<CellsRecord>): void {
    this.#writing = this.#writing.then(async () => {
      try {
        for (const record of records) {
          this.#journal?.append(record);
          if (record.isMore) await new Promise((resolve) => setTimeout(resolve));
        }
      } catch (error) {
        this.#journal = null;
        this.#end?.reject(error);
      }
    });
  }
}
