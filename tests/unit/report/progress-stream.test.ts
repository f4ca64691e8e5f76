import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { progressStream } from "#app/api/uploads/[uploadId]/progress/progress-stream.ts";
import type { UploadState } from "#lib/domain/outcome/upload-state.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function viewOf(callsMade: number, state: UploadState = "running", pending = 0): UploadView {
  return { callsMade, state, groups: { pending: { debtors: pending } } } as UploadView;
}

async function opened() {
  const abort = new AbortController();
  const stop = vi.fn();
  let tell: (view: UploadView) => void = () => undefined;
  let fail: () => void = () => undefined;
  const stream = await progressStream({
    signal: abort.signal,
    watch: async (onChange, onFailure) => {
      tell = onChange;
      fail = onFailure;
      return stop;
    },
  });
  const chunks: string[] = [];
  let isClosed = false;
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) chunks.push(decoder.decode(chunk));
    isClosed = true;
  })();
  const events = () =>
    chunks.filter((chunk) => chunk.startsWith("data: ")).map((chunk): UploadProgress => JSON.parse(chunk.slice(6)));
  return {
    abort,
    stop,
    reading,
    chunks,
    events,
    tell: (view: UploadView) => tell(view),
    fail: () => fail(),
    isClosed: () => isClosed,
  };
}

describe("progress stream", () => {
  test("sends the first view at once", async () => {
    const one = await opened();
    one.tell(viewOf(0));
    await vi.advanceTimersByTimeAsync(1);
    expect(one.events().map(({ view }) => view.callsMade)).toEqual([0]);
  });

  test("sends at most four views a second, and the last", async () => {
    const one = await opened();
    for (let call = 1; call <= 100; call++) {
      one.tell(viewOf(call));
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    const calls = one.events().map(({ view }) => view.callsMade);
    expect(calls.length).toBeLessThanOrEqual(5);
    expect(calls.at(-1)).toBe(100);
    expect(calls).toEqual([...calls].sort((a, b) => a - b));
  });

  test("skips old views for a slow reader", async () => {
    let tell: (view: UploadView) => void = () => undefined;
    const watch = async (onChange: typeof tell) => {
      tell = onChange;
      return () => undefined;
    };
    const stream = await progressStream({ signal: new AbortController().signal, watch });
    for (let call = 1; call <= 400; call++) {
      tell(viewOf(call));
      await vi.advanceTimersByTimeAsync(250);
    }
    const reader = stream.getReader();
    const told: string[] = [];
    for (let read = 0; read < 3; read++) {
      const reading = reader.read();
      await vi.advanceTimersByTimeAsync(300);
      told.push(new TextDecoder().decode((await reading).value));
      if (told.at(-1)?.includes('"callsMade":400')) break;
    }
    expect(told.map((text) => /"callsMade":(\d+)/.exec(text)?.[1])).toEqual(["1", "400"]);
    await reader.cancel();
  });

  test("sends each event with a later time", async () => {
    const one = await opened();
    for (let call = 1; call <= 5; call++) {
      one.tell(viewOf(call));
      await vi.advanceTimersByTimeAsync(250);
    }
    const times = one.events().map(({ at }) => at);
    expect(new Set(times).size).toBe(times.length);
    expect(times).toEqual([...times].sort());
  });

  test("ends after an upload's last event", async () => {
    const one = await opened();
    one.tell(viewOf(9, "finished"));
    await vi.advanceTimersByTimeAsync(1);
    await one.reading;
    expect(one.events().at(-1)?.view.state).toBe("finished");
    expect(one.stop).toHaveBeenCalled();
  });

  test("continues after a cancel until the last call is settled", async () => {
    const { tell, reading, events, isClosed } = await opened();
    tell(viewOf(1, "cancelled", 5));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(isClosed()).toBe(false);
    tell(viewOf(2, "cancelled"));
    await vi.advanceTimersByTimeAsync(1_000);
    await reading;
    expect(events().map(({ view }) => view.callsMade)).toEqual([1, 2]);
  });

  test("continues after the end while debtors are looked up", async () => {
    const one = await opened();
    one.tell({ ...viewOf(9, "finished"), isReadingBack: true });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(one.isClosed()).toBe(false);
    one.tell({ ...viewOf(21, "finished"), isReadingBack: false });
    await vi.advanceTimersByTimeAsync(1);
    await one.reading;
    expect(one.events().map(({ view }) => view.callsMade)).toEqual([9, 21]);
    expect(one.stop).toHaveBeenCalled();
  });

  test("keeps silence alive with comments", async () => {
    const one = await opened();
    await vi.advanceTimersByTimeAsync(31_000);
    expect(one.chunks).toEqual([": still here\n\n", ": still here\n\n"]);
  });

  test.each(["abort", "fail"] as const)("%s ends the watching", async (how) => {
    const one = await opened();
    if (how === "abort") one.abort.abort();
    else one.fail();
    await one.reading;
    expect(one.stop).toHaveBeenCalled();
    one.tell(viewOf(1));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(one.events()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ends after ten minutes, so that rights are checked again", async () => {
    const one = await opened();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(one.isClosed()).toBe(true);
    expect(one.stop).toHaveBeenCalled();
  });

  test("throws if watching is refused, and leaves no timer", async () => {
    const refused = progressStream({
      signal: new AbortController().signal,
      watch: () => Promise.reject(new Error("no")),
    });
    await expect(refused).rejects.toThrow("no");
    expect(vi.getTimerCount()).toBe(0);
  });
});
