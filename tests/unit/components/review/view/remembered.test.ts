import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ColumnLayout, usualLayout } from "#components/data-table/column-layout.ts";
import { layoutOf, mostShapes, readColumns, withLayout } from "#components/review/view/remembered-columns.ts";
import { densities, maxPanelPx, minPanelPx, readView } from "#components/review/view/review-view.ts";

const hiding = (id: string): ColumnLayout => ({ ...usualLayout, hidden: [id] });
const stored = <T>(value: T): unknown => JSON.parse(JSON.stringify(value));

describe("remembered columns", () => {
  it("are each shape's last layout, after any changes and a reload", () => {
    const changes = fc.array(fc.tuple(fc.constantFrom("s1", "s2", "s3"), fc.constantFrom("a", "b", null)));
    fc.assert(
      fc.property(changes, (all) => {
        let remembered = readColumns(undefined);
        const last = new Map<string, ColumnLayout>();
        for (const [shape, hidden] of all) {
          const layout = hidden === null ? usualLayout : hiding(hidden);
          remembered = readColumns(stored(withLayout(remembered, shape, layout)));
          last.set(shape, layout);
        }
        for (const shape of ["s1", "s2", "s3"])
          expect(layoutOf(remembered, shape)).toEqual(last.get(shape) ?? usualLayout);
      }),
    );
  });

  it("forget the shape that was changed longest ago", () => {
    let remembered = readColumns(undefined);
    for (let shape = 0; shape < mostShapes; shape++) remembered = withLayout(remembered, `s${shape}`, hiding("a"));
    remembered = withLayout(remembered, "s0", hiding("b"));
    remembered = withLayout(remembered, "another", hiding("a"));
    expect(remembered).toHaveLength(mostShapes);
    expect(layoutOf(remembered, "s0")).toEqual(hiding("b"));
    expect(layoutOf(remembered, "s1")).toBe(usualLayout);
  });

  it("leave out what is no layout", () => {
    expect(readColumns([["good", hiding("a")], ["bad", { hidden: "a" }], 7, ["alone"]])).toEqual([
      ["good", hiding("a")],
    ]);
    fc.assert(fc.property(fc.jsonValue(), (junk) => Array.isArray(readColumns(junk))));
  });
});

describe("a remembered view", () => {
  it("is a possible one, whatever was stored", () => {
    const values = fc.record(
      {
        density: fc.jsonValue(),
        panelPx: fc.jsonValue(),
        isPanelHidden: fc.jsonValue(),
        areTotalsOpen: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), values), (junk) => {
        const view = readView(junk);
        expect(densities).toContain(view.density);
        expect(view.panelPx).toBeGreaterThanOrEqual(minPanelPx);
        expect(view.panelPx).toBeLessThanOrEqual(maxPanelPx);
        expect(readView(stored(view))).toEqual(view);
      }),
    );
  });
});
