import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type CorruptionCase, caseAt, runCase } from "#tests/corruptions/corruption-case.ts";
import { notYetHeld } from "#tests/corruptions/not-yet-held.ts";
import { operators } from "#tests/corruptions/operators/all-operators.ts";
import { type Operator, rowsThing } from "#tests/corruptions/operators/operator.ts";
import { pickLine, rewriteCells } from "#tests/corruptions/operators/pick.ts";
import { playShare } from "#tests/corruptions/play-share.ts";
import { formats, shapeAt } from "#tests/corruptions/sheet/shape.ts";
import { cases } from "#tests/support/depth.ts";

const upTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/** Another balance, as plausible as the right one. The portal cannot notice it, so the judge has to. */
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

const operator = (name: string, apply: Extract<Operator, { at: "table" }>["apply"]): Operator => ({
  name,
  what: name,
  formats: ["csv"],
  at: "table",
  apply,
});
const order = { seed: 2, numbers: upTo(8), untouched: [], only: "", folder: null };

describe("a corpus of corruptions", () => {
  test("blames the second operator if the first did nothing", async () => {
    const first = operator("first", () => null);
    const second = operator("second", (draft, random) =>
      random.chance(0.3) && planted.at === "table" ? planted.apply(draft, random) : null,
    );
    const isPair = (number: number): boolean => {
      const [one, other] = caseAt(2, number, [first, second]).operators;
      return one === first && other === second;
    };
    const numbers: number[] = [];
    for (const number of upTo(60).filter(isPair))
      if ((await runCase(caseAt(2, number, [first, second]))).judgement.verdict === "silent") numbers.push(number);
    const share = await playShare({ ...order, numbers }, [first, second]);
    expect(numbers.length).toBeGreaterThan(0);
    expect(share.silent.map(({ number, operator: guilty }) => [number, guilty])).toEqual(
      numbers.map((number) => [number, "second"]),
    );
  });

  test("reports an operator that hides its change", async () => {
    const secret = operator("secret", (draft) => {
      draft.lines.pop();
      return null;
    });
    expect((await playShare(order, [secret])).silent).toHaveLength(order.numbers.length);
  });

  test("counts a throwing case as wrong, an idle one as untried", async () => {
    const throwing = operator("throwing", () => {
      throw new RangeError("nothing to pick from");
    });
    const idle = operator("idle", () => rowsThing([0]));
    const share = await playShare(order, [throwing]);
    expect(share.silent.map(({ number }) => number)).toEqual(order.numbers);
    expect(await playShare(order, [idle])).toMatchObject({ silent: [], counts: [], untried: order.numbers.length });
  });

  test("an invisible operator excuses no other operator's damage", async () => {
    const invisible = operators.find(({ name }) => name === "rows missing");
    if (invisible === undefined) throw new Error("gone");
    const both = await runCase({ ...casesOf("csv"), operators: [invisible, planted] });
    expect(both.judgement).toMatchObject({ verdict: "silent", silent: [{ field: "obligation.total_balance" }] });
    const alone = await runCase({ ...casesOf("csv"), operators: [invisible] });
    expect(alone.judgement).toEqual({ verdict: "invisible", silent: [] });
  });

  test("shows the whole file if no smaller one fails", async () => {
    const large = operator("large", (draft, random) =>
      draft.truth.length > 9 && planted.at === "table" ? planted.apply(draft, random) : null,
    );
    const folder = mkdtempSync(join(tmpdir(), "corruptions-"));
    const share = await playShare({ ...order, numbers: [3], folder }, [large]);
    expect(share.silent[0]?.shown.join("\n")).toContain("case 3: large");
    rmSync(folder, { recursive: true });
  });

  test("has at least sixty distinct operators, five invisible", () => {
    const names = operators.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(new Set(names).size).toBe(names.length);
    expect(operators.filter(({ isInvisible }) => isInvisible === true)).toHaveLength(5);
    expect([...notYetHeld].filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(formats)("reads an untouched portfolio exactly, finds a planted wrong: %s", async (format) => {
    const whole = await runCase(casesOf(format));
    expect(whole.judgement.verdict).toBe("exact");
    const wrong = await runCase({ ...casesOf(format), operators: [planted] });
    expect(wrong.judgement).toMatchObject({ verdict: "silent", silent: [{ field: "obligation.total_balance" }] });
  });

  test("lets no visible damage pass silently", async () => {
    const share = await playShare({ seed: 11, numbers: upTo(cases(280, 100)), untouched: [], only: "", folder: null });
    const silent = share.silent.filter(({ operator }) => !notYetHeld.has(operator));
    expect(silent).toEqual([]);
    expect(share.counts.length).toBeGreaterThan(cases(220, 78));
  });

  test("warns about at most two of a hundred untouched portfolios", async () => {
    const share = await playShare({ seed: 12, numbers: [], untouched: upTo(cases(100, 50)), only: "", folder: null });
    expect(share.untouched.needless.length, JSON.stringify(share.untouched.needless)).toBeLessThanOrEqual(cases(2, 1));
  });
});
