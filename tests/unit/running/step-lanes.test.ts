import { writeSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { runLanes } from "#tests/support/step-lanes.ts";
import type { Output } from "#tests/support/test-steps.ts";

const good = { passed: 1, failed: 0 };
afterEach(() => void vi.restoreAllMocks());

test("lanes run in parallel, a lane's steps in order", async () => {
  vi.spyOn(console, "log").mockReturnValue();
  const order: string[] = [];
  const other = Promise.withResolvers<void>();
  const rows = await runLanes([
    {
      first: async () => {
        await other.promise;
        order.push("first");
        return good;
      },
      second: async () => {
        order.push("second");
        return good;
      },
    },
    {
      beside: async () => {
        order.push("beside");
        other.resolve();
        return good;
      },
    },
  ]);
  expect(order).toEqual(["beside", "first", "second"]);
  expect(rows.map(({ name }) => name)).toEqual(["first", "second", "beside"]);
});

test("a step that throws fails, and the next runs", async () => {
  vi.spyOn(console, "log").mockReturnValue();
  const complain = vi.spyOn(console, "error").mockReturnValue();
  const rows = await runLanes([{ broken: () => Promise.reject(new Error("no browser")), next: async () => good }]);
  expect(rows).toMatchObject([
    { name: "broken", passed: 0, failed: 1 },
    { name: "next", passed: 1, failed: 0 },
  ]);
  expect(complain).toHaveBeenCalledWith("no browser");
});

test("several lanes print each step's output in one piece", async () => {
  const said = vi.spyOn(console, "log").mockReturnValue();
  const saying = (text: string) => async (output: Output) => {
    if (output !== "inherit") writeSync(output, text);
    return good;
  };
  await runLanes([{ one: saying("of one") }, { two: saying("of two") }]);
  const texts = said.mock.calls.map(([text]) => String(text)).filter((text) => text.includes("──"));
  expect(texts.map((text) => text.includes("of one")).sort()).toEqual([false, true]);
  expect(texts.map((text) => text.includes("of two")).sort()).toEqual([false, true]);
});

test("a single lane writes straight to the terminal", async () => {
  vi.spyOn(console, "log").mockReturnValue();
  const outputs: Output[] = [];
  const noting = async (output: Output) => {
    outputs.push(output);
    return good;
  };
  await runLanes([{}, { one: noting, two: noting }]);
  expect(outputs).toEqual(["inherit", "inherit"]);
});
