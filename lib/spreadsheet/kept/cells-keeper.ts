import type { ReadingSettings } from "../protocol/reading.ts";
import { CellChanges } from "../review/cell-changes.ts";
import { decidedParts } from "../review/decision.ts";
import type { EditedRows } from "../review/edited-rows.ts";
import type { Action, UndoStack } from "../review/undo-stack.ts";
import { type CellsRecord, cellsRecords } from "./kept-cells.ts";

/** The corrections of the workbench's open file. */
export interface OpenCells {
  readonly rows: EditedRows;
  readonly history: UndoStack;
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
  resume({ rows, history }: OpenCells): void {
    history.takeActions();
    this.#rows = rows;
  }

  /** Keeps the open file's corrections from now on. Resolves when keeping has ended, and rejects when it fails. */
  begin(journal: CellsJournal, open: OpenCells | null): Promise<void> {
    const ended = new Promise<void>((resolve, reject) => {
      this.#end = { resolve, reject };
    });
    this.#journal = journal;
    this.look(open);
    return ended;
  }

  /** Writes the actions since the last look. */
  look(open: OpenCells | null): void {
    if (this.#journal === null || open === null) return;
    const { rows, history, takenIn } = open;
    const actions = history.takeActions();
    if (rows !== this.#rows) {
      // Another reading of the file, whose rows are others.
      this.#rows = rows;
      this.#write(cellsRecords("base", CellChanges.of(rows.all(), rows), rows, { takenIn }));
    } else for (const action of actions) this.#write(actionRecords(action, rows));
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
        this.#closeFailed();
        this.#end?.reject(error);
      }
    });
  }

  /** Frees the file, which nobody could open again or erase otherwise. */
  #closeFailed(): void {
    try {
      this.#journal?.close();
    } catch {
      // The disk that refused the record may refuse this, too.
    }
    this.#journal = null;
  }
}

function actionRecords({ kind, step, passed }: Action, rows: EditedRows): Iterable<CellsRecord> {
  const decision = step?.decision ?? null;
  return cellsRecords(kind, step?.changes() ?? CellChanges.of([], rows), rows, {
    ...(decision === null ? {} : { decided: decidedParts(decision) }),
    ...(passed === 0 ? {} : { passed }),
  });
}
