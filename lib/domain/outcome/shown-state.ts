import type { Completeness } from "./completeness.ts";
import type { UploadState } from "./upload-state.ts";

const finishes = { whole: "finished", part: "finished_in_part", none: "finished_with_none" } as const;

/** The key of a state's words (`ui.uploadState`). A finished upload is only called so if nothing is missing. */
export function shownState(state: UploadState, completeness: Completeness) {
  return state === "finished" ? finishes[completeness] : state;
}
