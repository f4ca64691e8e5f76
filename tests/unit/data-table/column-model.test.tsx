import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import {
  type ColumnLayout,
  maxColumnPx,
  minColumnPx,
  moved,
  readLayout,
  usualLayout,
} from "#components/data-table/column-layout.ts";
import { type ColumnModel, type ModelColumn, useColumnModel } from "#components/data-table/use-column-model.ts";
import { cases } from "#tests/support/depth.ts";

const columns: readonly ModelColumn[] = ["a", "b", "c", "d", "e", "f"].map((id, index) => ({
  id,
  width: 100 + index,
  isPinned: id === "b" || id === "e",
}));
const ids = columns.map(({ id }) => id);

interface TableProps {
  layout: ColumnLayout;
  onLayout: (layout: ColumnLayout) => void;
  onModel: (model: ColumnModel) => void;
}

function Table({ layout, onLayout, onModel }: TableProps) {
  onModel(useColumnModel(columns, layout, onLayout));
  return null;
}

/** The model of a layout, and the layout after its last action. */
function modelOf(layout: ColumnLayout): ColumnModel & { readonly next: () => ColumnLayout } {
  let next = layout;
  const models: ColumnModel[] = [];
  renderToStaticMarkup(
    <Table
      layout={layout}
      onLayout={(changed) => {
        next = changed;
      }}
      onModel={(model) => models.push(model)}
    />,
  );
  const model = models.at(-1);
  if (model === undefined) throw new Error("nothing was rendered");
  return { ...model, next: () => next };
}

type Action = (model: ColumnModel) => void;

const actions: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(fc.constantFrom(...ids), fc.constantFrom(1 as const, -1 as const)).map(
    ([id, by]): Action =>
      (model) =>
        model.move(id, by),
  ),
  fc.tuple(fc.constantFrom(...ids), fc.boolean()).map(
    ([id, isShown]): Action =>
      (model) =>
        model.show(id, isShown),
  ),
  fc.tuple(fc.constantFrom(...ids), fc.boolean()).map(
    ([id, isPinned]): Action =>
      (model) =>
        model.pin(id, isPinned),
  ),
  fc.tuple(fc.constantFrom(...ids), fc.integer({ min: -500, max: 5000 })).map(
    ([id, px]): Action =>
      (model) =>
        model.resize(id, px),
  ),
);

const layouts = fc.array(actions, { maxLength: 12 }).map((chosen) =>
  chosen.reduce((layout, act) => {
    const model = modelOf(layout);
    act(model);
    return model.next();
  }, usualLayout),
);

const orderOf = (model: ColumnModel) => model.all.map(({ id }) => id);

describe("the columns of a table", () => {
  it("begin with the pinned ones, in their usual order and width", () => {
    const model = modelOf(usualLayout);
    expect(model.shown).toEqual(["b", "e", "a", "c", "d", "f"]);
    expect([model.pinnedCount, model.widths[0], model.isUsual]).toEqual([2, 101, true]);
  });

  it("are all there whatever was done, the pinned ones first and the hidden ones not shown", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const model = modelOf(layout);
        expect(orderOf(model).toSorted()).toEqual(ids);
        const firstOther = model.all.findIndex(({ isPinned }) => !isPinned);
        expect(model.all.slice(firstOther < 0 ? ids.length : firstOther).some(({ isPinned }) => isPinned)).toBe(false);
        const shown = model.all.filter(({ isShown }) => isShown);
        expect(model.shown).toEqual(shown.map(({ id }) => id));
        expect(model.pinnedCount).toBe(shown.filter(({ isPinned }) => isPinned).length);
        for (const px of model.widths) {
          expect(px).toBeGreaterThanOrEqual(minColumnPx);
          expect(px).toBeLessThanOrEqual(maxColumnPx);
        }
      }),
      { numRuns: cases(100) },
    );
  });

  it("move by one place and back, and stay at the ends of their group", () => {
    fc.assert(
      fc.property(layouts, fc.constantFrom(...ids), (layout, id) => {
        const before = modelOf(layout);
        const place = orderOf(before).indexOf(id);
        before.move(id, 1);
        const after = modelOf(before.next());
        const isLast = before.all[place]?.isLast === true;
        expect(orderOf(after).indexOf(id)).toBe(isLast ? place : place + 1);
        if (isLast) return;
        after.move(id, -1);
        expect(orderOf(modelOf(after.next()))).toEqual(orderOf(before));
      }),
      { numRuns: cases(100) },
    );
  });

  it("are the same after their layout was stored and read", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const read = readLayout(JSON.parse(JSON.stringify(layout)));
        expect(read).toEqual(layout);
      }),
      { numRuns: cases(100) },
    );
  });

  it("are the usual ones again after a reset", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const model = modelOf(layout);
        model.reset();
        expect(modelOf(model.next()).isUsual).toBe(true);
      }),
      { numRuns: cases(100) },
    );
  });
});

describe("a layout out of storage", () => {
  it("is a layout or nothing, whatever was stored", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        const layout = readLayout(stored);
        if (layout !== null) expect(orderOf(modelOf(layout)).toSorted()).toEqual(ids);
      }),
      { numRuns: cases(100) },
    );
    expect(readLayout({ order: ["a"], pinned: null, hidden: [3], widths: {} })).toBeNull();
    expect(readLayout({ order: ["a"], pinned: null, hidden: [], widths: { a: 90, b: "x" } })?.widths).toEqual({
      a: 90,
    });
  });

  it("may name columns that the table does not have", () => {
    const layout = { order: ["z", "f"], pinned: ["y", "c"], hidden: ["x"], widths: { w: 200 } };
    expect(modelOf(layout).shown).toEqual(["c", "f", "a", "b", "d", "e"]);
  });
});

it("moving an unknown column changes nothing", () => {
  expect(moved(ids, "z", 1)).toBe(ids);
});
