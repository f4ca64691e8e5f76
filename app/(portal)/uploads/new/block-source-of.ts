import type { BlockSource } from "#components/review/blocks/block-source.ts";
import type { WorkbenchClient } from "#lib/spreadsheet/workbench/workbench-client.ts";

/** Asks the workbench about ranges of cells. */
export function blockSourceOf(client: WorkbenchClient): BlockSource {
  return {
    copyRange: (range, onProgress, signal) => client.ask("copyRange", range, { onProgress, signal }),
    measureRange: (range, signal) => client.ask("measureRange", range, { signal }),
    paste: (input, onProgress, signal) => client.ask("paste", input, { onProgress, signal }),
    fillDown: (range, onProgress, signal) => client.ask("fillDown", range, { onProgress, signal }),
    clear: (range, onProgress, signal) => client.ask("clear", range, { onProgress, signal }),
  };
}
