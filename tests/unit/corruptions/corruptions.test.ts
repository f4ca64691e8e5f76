import { describe, expect, test } from "vitest";
import { type CorruptionCase, runCase } from "#tests/corruptions/corruption-case.ts";
import { notYetHeld } from "#tests/corruptions/not-yet-held.ts";
import { operators } from "#tests/corruptions/operators/all-operators.ts";
import { type Operator, rowsThing } from "#tests/corruptions/operators/operator.ts";
import { pickLine, rewriteCells } from "#tests/corruptions/operators/pick.ts";
import { playShare } from "#tests/corruptions/play-share.ts";
import { formats, shapeAt } from "#tests/corruptions/sheet/shape.ts";

const timeout = 60_000;
const upTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/** Another balance, as plausible as the right one: nothing can tell it, so the instrument has to. */
const planted: Operator = {
  name: "planted",
  what: "another balance",
  formats,
  at: "table",
  apply(draft, random) {
    return rowsThing(
      rewriteCells(draft, [pickLine(draft, random)], "obligation.total_balance", (cell) =>
        cell.is === "money" ? { is: "money", cents: cell.cents + 100 } : null,
      ),
    );
  },
};

function casesOf(format: (typeof formats)[number]): CorruptionCase {
  return { seed: 2, number: 77, shape: shapeAt(2, 77, [format]), operators: [] };
}

describe("a corpus of corruptions", () => {
  test("there are enough operators, each named once, five of them invisible", () => {
    const names = operators.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(new Set(names).size).toBe(names.length);
    expect(operators.filter(({ isInvisible }) => isInvisible === true)).toHaveLength(5);
    expect([...notYetHeld].filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(formats)("an untouched portfolio is read exactly, and a planted wrong is found: %s", async (format) => {
    const whole = await runCase(casesOf(format));
    expect(whole.judgement.verdict).toBe("exact");
    const wrong = await runCase({ ...casesOf(format), operators: [planted] });
    expect(wrong.judgement).toMatchObject({ verdict: "silent", silent: [{ field: "obligation.total_balance" }] });
  });

  test("what leaves a trace is said or harmless", { timeout }, async () => {
    const share = await playShare({ seed: 11, numbers: upTo(280), untouched: [], only: "", folder: null });
    const silent = share.silent.filter(({ isInvisible, operator }) => !isInvisible && !notYetHeld.has(operator));
    expect(silent).toEqual([]);
    expect(share.counts.length).toBeGreaterThan(220);
  });

  test("of a hundred untouched portfolios two at most are asked or warned of anything", { timeout }, async () => {
    const share = await playShare({ seed: 12, numbers: [], untouched: upTo(100), only: "", folder: null });
    expect(share.untouched.needless.length, JSON.stringify(share.untouched.needless)).toBeLessThanOrEqual(2);
  });
});
