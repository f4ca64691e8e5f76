import type {
  CellRange,
  ChangedCells,
  CopiedRange,
  PasteEffect,
  PasteInput,
  RangeFigures,
} from "#lib/spreadsheet/protocol/blocks.ts";

type OnProgress = (share: number) => void;

/** The calls to the workbench about ranges of cells. Aborted, they leave everything as it was. */
export interface BlockSource {
  copyRange(range: CellRange, onProgress: OnProgress, signal: AbortSignal): Promise<CopiedRange>;
  measureRange(range: CellRange, signal: AbortSignal): Promise<RangeFigures>;
  paste(
    input: PasteInput,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<ChangedCells & { readonly effect: PasteEffect }>;
  fillDown(range: CellRange, onProgress: OnProgress, signal: AbortSignal): Promise<ChangedCells>;
  clear(range: CellRange, onProgress: OnProgress, signal: AbortSignal): Promise<ChangedCells>;
}
