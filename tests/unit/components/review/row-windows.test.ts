import { describe, expect, test, vi } from "vitest";
import { type AskWindow, RowWindows } from "#components/review/row-windows.ts";
import type { ReviewRow } from "#lib/spreadsheet/protocol/review.ts";

const rowOf = (row: number): ReviewRow => ({ row, line: row + 2, cells: [], issues: [], isLeftOut: false });
const everything = { show: "all" } as const;
const total = 1_000;

/** A workbench that answers only when `answer` is called. */
function setUp() {
  const waiting: (() => void)[] = [];
  const asked: number[] = [];
  const ask: AskWindow = ({ from, count }) => {
    asked.push(from);
    const rows = Array.from({ length: count }, (_, index) => rowOf(from + index));
    return new Promise((resolve) => waiting.push(() => resolve({ total, from, rows })));
  };
  const onFault = vi.fn();
  const windows = new RowWindows(ask, everything, onFault);
  const answer = async (which = 0) => {
    waiting.splice(which, 1)[0]?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { windows, asked, answer, onFault };
}

describe("windows of rows", () => {
  test("the first subscriber loads the first block and is notified", async () => {
    const { windows, asked, answer } = setUp();
    const heard = vi.fn();
    windows.subscribe(heard);
    expect(windows.snapshot().total).toBeNull();
    await answer();
    expect(asked).toEqual([0]);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(windows.snapshot().total).toBe(total);
    expect(windows.snapshot().rowAt(5)?.row).toBe(5);
  });

  test("rows loaded or requested are not requested again", async () => {
    const { windows, asked, answer } = setUp();
    windows.show({ from: 0, to: 30 });
    windows.show({ from: 10, to: 50 });
    await answer();
    windows.show({ from: 20, to: 60 });
    expect(asked).toEqual([0]);
    windows.show({ from: 60, to: 70 });
    expect(asked).toEqual([0, 64]);
  });

  test("old rows stay after an edit until new ones come", async () => {
    const { windows, asked, answer } = setUp();
    windows.show({ from: 0, to: 30 });
    await answer();
    const old = windows.snapshot().rowAt(0);
    windows.show({ from: 64, to: 90 });
    windows.refresh();
    expect(windows.snapshot().rowAt(0)).toBe(old);
    await answer();
    expect(windows.snapshot().rowAt(64)).toBeUndefined();
    await answer();
    expect(windows.snapshot().rowAt(64)?.row).toBe(64);
    expect(asked).toEqual([0, 64, 64]);
  });

  test("a failed request is reported and may be repeated", async () => {
    const onFault = vi.fn();
    const ask = vi.fn<AskWindow>().mockRejectedValue(new Error("gone"));
    const windows = new RowWindows(ask, everything, onFault);
    windows.show({ from: 0, to: 10 });
    await new Promise((resolve) => setTimeout(resolve));
    windows.show({ from: 0, to: 10 });
    expect(onFault).toHaveBeenCalledWith(new Error("gone"));
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test("scrolling far keeps only the latest blocks", async () => {
    const { windows, asked, answer } = setUp();
    for (let block = 0; block < 70; block++) {
      windows.show({ from: block * 64, to: block * 64 + 1 });
      await answer();
    }
    expect(windows.snapshot().rowAt(0)).toBeUndefined();
    expect(windows.snapshot().rowAt(69 * 64)?.row).toBe(69 * 64);
    windows.show({ from: 0, to: 1 });
    expect(asked.at(-1)).toBe(0);
  });

  test("what nobody shows any more is stopped, and asked for again by the next who does", async () => {
    const signals: AbortSignal[] = [];
    const ask = vi.fn<AskWindow>((_, options) => {
      if (options === undefined) throw new Error("asked without a signal");
      signals.push(options.signal);
      options.onProgress(0.4);
      return new Promise((_resolve, reject) =>
        options.signal.addEventListener("abort", () => reject(options.signal.reason)),
      );
    });
    const onFault = vi.fn();
    const windows = new RowWindows(ask, everything, onFault);
    const leave = windows.subscribe(() => undefined);
    expect(windows.snapshot().progress).toBe(0.4);
    leave();
    await new Promise((resolve) => setTimeout(resolve));
    expect([signals.length, signals[0]?.aborted]).toEqual([1, true]);
    expect(onFault).not.toHaveBeenCalled();
    windows.subscribe(() => undefined);
    expect([signals.length, signals[1]?.aborted]).toEqual([2, false]);
  });
});
