import { describe, expect, test } from "vitest";
import { type DebtorsPlace, type DebtorsView, useDebtorsView } from "#components/review/debtors/use-debtors-view.ts";
import { everyRow, type ReviewTableState } from "#components/review/use-review-table.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const nothing = () => undefined;
const table: ReviewTableState = {
  ref: null,
  filter: everyRow,
  cell: { row: 7, column: 1 },
  editing: null,
  total: null,
  moved: null,
  rowAt: nothing,
  show: nothing,
  setFilter: nothing,
  reapply: nothing,
  setCell: nothing,
  edit: nothing,
  focus: nothing,
  refocus: nothing,
  selectRange: nothing,
  reveal: nothing,
  standing: () => ({ row: 7, column: 1 }),
};

function Begun({ kept, onView }: { kept: DebtorsPlace | null; onView: (view: DebtorsView) => void }) {
  onView(useDebtorsView(table, kept));
  return null;
}

/** What a review begins with that was left at these debtors, or at its rows. */
function begunAt(kept: DebtorsPlace | null): DebtorsView {
  let view: DebtorsView | undefined;
  rendered(<Begun kept={kept} onView={(begun) => (view = begun)} />);
  if (view === undefined) throw new Error("not rendered");
  return view;
}

describe("a review that is gone on with", () => {
  test("shows the debtors again, with their search and the current one", () => {
    const kept = { filter: { show: "problems", search: "10000041" }, place: 3 } as const;
    expect(begunAt(kept)).toMatchObject({ isShown: true, ...kept, arriving: { row: null, takesFocus: false } });
  });

  test("shows the rows if it was left there", () => {
    expect(begunAt(null)).toMatchObject({ isShown: false, place: 0, arriving: null });
  });
});
