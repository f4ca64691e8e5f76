import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Summaries } from "#components/columns/summaries.ts";
import type { ColumnSummary } from "#lib/domain/summary/column-summary.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const summaryOf = (column: number, distinct: number): ColumnSummary => ({
  column,
  parts: { wrong: 0, warned: 0, empty: 0, valid: distinct },
  distinct,
  commonest: [],
  numbers: null,
});

/** A source that counts when told to; the answers are numbered. */
function source() {
  const asked: { column: number; answer: (isCurrent: boolean) => Promise<void> }[] = [];
  let version = 0;
  const ask = (column: number) =>
    new Promise<ColumnSummary | null>((resolve) => {
      const number = asked.length + 1;
      asked.push({
        column,
        answer: async (isCurrent) => {
          resolve(isCurrent ? summaryOf(column, number) : null);
          await vi.advanceTimersByTimeAsync(0);
        },
      });
    });
  return {
    asked,
    columns: () => asked.map(({ column }) => column),
    summaries: new Summaries(),
    change: () => version++,
    of: () => ({ ask, keyOf: () => String(version), onFault: () => undefined }),
  };
}

test("columns in sight are counted one after another", async () => {
  const { asked, columns, summaries, of } = source();
  summaries.update(of());
  summaries.want(3);
  const unwant = summaries.want(1);
  summaries.want(2);
  unwant();
  expect(columns()).toEqual([3]);
  await asked[0]?.answer(true);
  expect(columns()).toEqual([3, 2]);
  expect(summaries.of(3)?.distinct).toBe(1);
  await asked[1]?.answer(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(columns()).toEqual([3, 2]);
});

test("after a change the old summary stays until the new one is there", async () => {
  const { asked, columns, summaries, change, of } = source();
  summaries.update(of());
  summaries.want(5);
  await asked[0]?.answer(true);
  change();
  summaries.update(of());
  await vi.advanceTimersByTimeAsync(1_000);
  expect([columns(), summaries.of(5)?.distinct]).toEqual([[5, 5], 1]);
  await asked[1]?.answer(true);
  expect(summaries.of(5)?.distinct).toBe(2);
});

test("a count that was overtaken is asked for again", async () => {
  const { asked, columns, summaries, of } = source();
  summaries.update(of());
  summaries.want(5);
  await asked[0]?.answer(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([columns(), summaries.of(5)]).toEqual([[5, 5], null]);
  await asked[1]?.answer(true);
  expect(summaries.of(5)?.distinct).toBe(2);
});

test("a column that comes into sight again is not counted again", async () => {
  const { asked, columns, summaries, of } = source();
  summaries.update(of());
  const unwant = summaries.want(5);
  await asked[0]?.answer(true);
  unwant();
  summaries.want(5);
  expect(columns()).toEqual([5]);
});
