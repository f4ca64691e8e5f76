import { describe, expect, test } from "vitest";
import { partOf, type Sliced } from "#lib/spreadsheet/sliced.ts";
import { inSlices, Stopped } from "#lib/spreadsheet/workbench/in-slices.ts";

/** Works for `ms` in steps of one, and notes whether it was put back. */
function* busyFor(ms: number, seen: string[]): Sliced<string> {
  let isDone = false;
  try {
    for (let at = 0; at < ms; at++) {
      for (const until = performance.now() + 1; performance.now() < until; );
      yield at / ms;
    }
    isDone = true;
    return "done";
  } finally {
    if (!isDone) seen.push("put back");
  }
}

const nothing = () => undefined;

describe("work in slices", () => {
  test("lets other tasks run in between and returns the result", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    expect(await inSlices(busyFor(200, []), nothing, () => false)).toBe("done");
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });

  test("stops in a pause and is put back", async () => {
    const seen: string[] = [];
    let isStopped = false;
    setTimeout(() => {
      isStopped = true;
    }, 10);
    await expect(inSlices(partOf(busyFor(5_000, seen), 0, 0.5), nothing, () => isStopped)).rejects.toThrow(Stopped);
    expect(seen).toEqual(["put back"]);
  });

  test("tells its share, also as a part of longer work", () => {
    expect([...partOf(busyFor(2, []), 0.5, 1)]).toEqual([0.5, 0.75]);
  });
});
