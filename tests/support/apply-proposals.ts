import type { Reason } from "#lib/spreadsheet/protocol/cures.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import type { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

/** Applies every proposal of a group of issues. */
export function applyProposals(workbench: Workbench, reason: Reason): ReviewSummary {
  return inOneGo(
    workbench.cures.cure({ change: { mapping: null, cells: { ...reason, kind: "proposals", except: [] } } }),
  );
}
