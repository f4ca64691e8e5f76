import type { KeepingQuestions } from "../protocol/questions.ts";
import type { Workbench } from "../workbench/workbench.ts";
import { accessFile } from "./access-handle.ts";
import { CellsKeeper } from "./cells-keeper.ts";
import { readJournal } from "./journal.ts";
import { JournalFile } from "./journal-file.ts";
import type { CellsRecord, RestoredCells } from "./kept-cells.ts";
import { keptFile, keptFolder } from "./kept-folder.ts";

const keeper = new CellsKeeper();
/** Beginnings and ends come one after the other. */
let turn: Promise<unknown> = Promise.resolve();

/** Keeps the corrections of the workbench's open file in a folder, or no more; resolves when keeping has ended. */
export async function keepCells(
  { folder }: Parameters<KeepingQuestions["keepCells"]>[0],
  workbench: Workbench,
): Promise<void> {
  const begun = turn.then(async () => {
    await keeper.end();
    if (folder === null) return null;
    const journal = new JournalFile(await accessFile(await keptFolder(folder), "cells"));
    return { ended: keeper.begin(journal, workbench.cells) };
  });
  turn = begun.catch(() => undefined);
  await (await begun)?.ended;
}

/** Keeps what a question has changed; called after it has been answered. */
export function lookAtCells({ cells }: Workbench): void {
  keeper.look(cells);
}

/** Makes the corrections that a folder has. */
export async function restoreCells(
  { folder }: Parameters<KeepingQuestions["restoreCells"]>[0],
  workbench: Workbench,
): Promise<RestoredCells> {
  const file = await keptFile(folder, "cells");
  const bytes = file === null ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
  // Only `CellsKeeper` writes this file, and the checksums of its lines hold.
  const restored = workbench.restoreCells(readJournal(bytes).records as CellsRecord[]);
  if (workbench.cells !== null) keeper.resume(workbench.cells);
  return restored;
}
