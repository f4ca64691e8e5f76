import { expect, test } from "vitest";
import { operators } from "#tests/corruptions/operators/all-operators.ts";
import { columnOf, type Draft } from "#tests/corruptions/sheet/draft.ts";
import { drawPortfolio } from "#tests/corruptions/sheet/draw-portfolio.ts";
import { type Format, shapeAt } from "#tests/corruptions/sheet/shape.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";

/** A draft with what these operators do to it, one after the other. */
function damaged(format: Format, number: number, ...names: readonly string[]): Draft {
  const draft = drawPortfolio({ ...shapeAt(3, number, [format]), dates: "dd/mm/yyyy", hasDates: false }, 3, number);
  for (const [place, name] of names.entries()) {
    const operator = operators.find((one) => one.name === name);
    if (operator?.at !== "table") throw new Error(name);
    operator.apply(draft, randomAt(3, number, 30 + place));
  }
  return draft;
}

const numbers = Array.from({ length: 40 }, (_, number) => number);
const writers = ["a version beside balances", "one client spelled two ways", "twins by leading zeros", "hidden rows"];

test.each(writers)("a row that was cut stays cut: %s", (writer) => {
  for (const number of numbers) {
    const draft = damaged("csv", number, "row cut short", writer);
    const own = draft.lines.filter(({ origin }) => origin !== null);
    expect(own.filter(({ cells }) => cells.length < draft.columns.length).length).toBeGreaterThanOrEqual(1);
  }
});

test.each(["client on its first row only", "merged over obligations"])(
  "a client's values are written once, and none is lost: %s",
  (name) => {
    for (const number of numbers) {
      const said = (...names: readonly string[]) => {
        const draft = damaged("xlsx", number, ...names);
        const column = columnOf(draft, "debtor.Address") ?? -1;
        return draft.lines.flatMap(({ origin, cells }) =>
          origin !== null && cells[column]?.is === "text" ? [draft.truth[origin]?.client.identification] : [],
        );
      };
      const before = new Set(said("optional cell emptied"));
      expect(new Set(said("optional cell emptied", name))).toEqual(before);
    }
  },
);

test.each(["month starts", "days up to twelve", "two-digit years"])(
  "a column has one spelling, hidden rows too: %s",
  (name) => {
    for (const number of numbers) {
      const { lines, columns, ...draft } = damaged("xlsx", number, "hidden rows", name);
      const kinds = ["obligation.expiring_date", "obligation.last_pay_date"].map((field) => {
        const column = columnOf({ lines, columns, ...draft }, field) ?? -1;
        return new Set(
          lines.flatMap(({ cells }) => cells[column]?.is ?? []).filter((is) => is === "date" || is === "text"),
        );
      });
      // The header is text.
      expect(kinds.filter((is) => is.size === 1).length).toBeGreaterThanOrEqual(1);
    }
  },
);
