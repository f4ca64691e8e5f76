import { describe, expect, test } from "vitest";
import type { Reply } from "#components/upload/bring-pieces.ts";
import { type Ending, type StagingDeps, type StagingProgress, StagingRun } from "#components/upload/stage-upload.ts";
import { heldStamp } from "#lib/domain/holds/hold.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { ListLengths } from "#lib/domain/staging/list-item.ts";
import type { StagingPlan } from "#lib/spreadsheet/protocol/staging.ts";

const later = { kind: "later", afterMs: 2_000, problem: { code: "busy", params: {} } } as const;
const totals = { rows: 0, debtors: 0, obligations: 0, balance: "0.00" };
const plan: StagingPlan = {
  rowCount: 50,
  chunkCount: 5,
  setAside: [],
  edits: [],
  totals: { file: totals, setAside: 0, leftOut: totals, staged: totals },
  mapping: mappingSchema.parse({ columns: [] }),
  heldStamp: heldStamp([]),
  correction: null,
};
const done = { kind: "done", value: {} } as const;
const staged = { kind: "done", value: { kind: "staged" } } as const;
const underWay = (rows: number | null) => ({ kind: "done", value: { kind: "under_way", rows } }) as const;
const again = { kind: "again", problem: { code: "unreachable", params: {} } } as const;
const refusedFor = (code: string, params: Record<string, string | number | readonly string[]> = {}) =>
  ({ kind: "refused", problem: { code, params } }) as const;

/** A fake server with settable answers, which records what it received. */
function world(
  answers: Partial<
    Record<"start" | "send" | "sendPart" | "finish", (times: number, sequence: number) => Reply<unknown>>
  > = {},
  planned: StagingPlan = plan,
) {
  const sent: number[] = [];
  /** Everything in the order it arrived: parts by name, chunks by number. */
  const order: string[] = [];
  const lists: ListLengths[] = [];
  const waits: number[] = [];
  let starts = 0;
  let finishes = 0;
  let now = 0;
  let most = 0;
  let flying = 0;
  const deps: StagingDeps = {
    plan: async () => planned,
    chunk: async (sequence) => ({
      sequence,
      firstRow: sequence * 10,
      rowCount: 10,
      body: new ArrayBuffer(0),
      sha256: "",
    }),
    start: async (_, told) => {
      starts++;
      lists.push(told);
      const reply = answers.start?.(starts, 0) ?? done;
      return reply.kind === "done" ? { kind: "done", value: { uploadId: `u${starts}` } } : reply;
    },
    sendPart: async (_, { list, sequence, items }) => {
      order.push(`${list}:${sequence} ${items}`);
      return answers.sendPart?.(order.filter((key) => key === `${list}:${sequence} ${items}`).length, sequence) ?? done;
    },
    send: async (_, { sequence }) => {
      order.push(String(sequence));
      most = Math.max(most, ++flying);
      await Promise.resolve();
      flying--;
      sent.push(sequence);
      now += 1_000;
      return answers.send?.(sent.filter((one) => one === sequence).length, sequence) ?? done;
    },
    finish: async () => {
      const reply = answers.finish?.(++finishes, 0) ?? staged;
      return reply.kind === "done" ? (reply as Reply<Ending>) : reply;
    },
    nowMs: () => now,
    wait: async (ms) => {
      waits.push(ms);
    },
  };
  return { deps, sent, order, lists, waits, most: () => most };
}

const run = (staging: StagingRun, seen: StagingProgress[] = [], signal = new AbortController().signal) =>
  staging.run(signal, (progress) => seen.push(progress));

describe("staging", () => {
  test("sends every chunk once, three at a time", async () => {
    const { deps, sent, most } = world();
    const seen: StagingProgress[] = [];
    expect(await run(new StagingRun(deps), seen)).toMatchObject({ kind: "staged" });
    expect(sent.toSorted()).toEqual([0, 1, 2, 3, 4]);
    expect(most()).toBe(3);
    expect(seen.at(0)?.phase).toBe("starting");
    expect(seen.at(-1)).toMatchObject({ phase: "finishing", rowsSent: 50, rowCount: 50, rowsPerSecond: 10 });
  });

  test("retries a broken connection with growing pauses", async () => {
    const { deps, sent, waits } = world({ send: (times, sequence) => (sequence === 2 && times < 4 ? again : done) });
    const seen: StagingProgress[] = [];
    expect((await run(new StagingRun(deps), seen)).kind).toBe("staged");
    expect(waits).toEqual([500, 1_000, 2_000]);
    expect(sent.filter((sequence) => sequence === 2)).toHaveLength(4);
    expect(seen.at(-1)?.rowsSent).toBe(50);
  });

  test("stops after five retries; the next run sends the rest", async () => {
    let isUp = false;
    const { deps, sent, waits } = world({ send: (_, sequence) => (sequence === 4 && !isUp ? again : done) });
    const staging = new StagingRun(deps);
    expect(await run(staging)).toMatchObject({ kind: "stopped", problem: { code: "unreachable" } });
    expect(waits).toHaveLength(5);
    isUp = true;
    const before = sent.length;
    expect((await run(staging)).kind).toBe("staged");
    expect(sent.slice(before)).toEqual([4]);
  });

  test("sends the corrections in parts before the rows", async () => {
    const edits = Array.from({ length: 12_001 }, (_, row) => ({ row, column: 1, text: "Ana Ruiz" }));
    const setAside = [{ line: 1, cells: ["BANCO"], kinds: null, reason: "title" as const }];
    const { deps, order, lists } = world({}, { ...plan, edits, setAside });
    expect((await run(new StagingRun(deps))).kind).toBe("staged");
    const parts = ["edits:0 5000", "edits:1 5000", "edits:2 2001", "set_aside:0 1"];
    expect(order.slice(0, 4).toSorted()).toEqual(parts);
    expect(order.slice(4).toSorted()).toEqual(["0", "1", "2", "3", "4"]);
    const none = { items: 0, parts: 0 };
    const all = {
      edits: { items: 12_001, parts: 3 },
      set_aside: { items: 1, parts: 1 },
      renumbered: none,
      renamed: none,
      added: none,
      lines: none,
    };
    expect(lists).toEqual([all]);
  });

  test("long cells make smaller parts", async () => {
    const edits = Array.from({ length: 40 }, (_, row) => ({ row, column: 1, text: "x".repeat(32_767) }));
    const { deps, order } = world({}, { ...plan, edits });
    await run(new StagingRun(deps));
    // Sorted, because several parts are packed and sent at once.
    expect(order.slice(0, 3).toSorted()).toEqual(["edits:0 17", "edits:1 17", "edits:2 6"]);
  });

  test("sends only the missing parts in the next run", async () => {
    const edits = Array.from({ length: 12_000 }, (_, row) => ({ row, column: 1, text: "" }));
    const lacked = refusedFor("chunks_missing", { sequences: [], parts: ["edits:1"] });
    const { deps, order } = world({ finish: (times) => (times === 1 ? lacked : staged) }, { ...plan, edits });
    const staging = new StagingRun(deps);
    await run(staging);
    const before = order.length;
    expect((await run(staging)).kind).toBe("staged");
    expect(order.slice(before)).toEqual(["edits:1 5000"]);
  });

  test("waits as long as the server asks", async () => {
    const { deps, sent, waits } = world({
      start: (times) => (times < 3 ? later : done),
      send: (times, sequence) => (sequence === 2 && times < 9 ? later : done),
    });
    expect(await run(new StagingRun(deps))).toEqual({ kind: "staged", uploadId: "u3" });
    expect(waits).toEqual(Array(10).fill(2_000));
    expect(sent.filter((sequence) => sequence === 2)).toHaveLength(9);
  });

  test("does not repeat a start that may have arrived", async () => {
    const { deps, lists } = world({ start: () => again });
    expect(await run(new StagingRun(deps))).toMatchObject({ kind: "stopped", problem: { code: "unreachable" } });
    expect(lists).toHaveLength(1);
  });

  test("does not retry a refusal", async () => {
    const { deps, waits } = world({ send: (_, sequence) => (sequence === 0 ? refusedFor("chunk_damaged") : done) });
    expect(await run(new StagingRun(deps))).toMatchObject({ kind: "stopped", problem: { code: "chunk_damaged" } });
    expect(waits).toEqual([]);
  });

  test("sends only the missing chunks in the next run", async () => {
    const { deps, sent } = world({
      finish: (times) => (times === 1 ? refusedFor("chunks_missing", { sequences: ["1", "3"] }) : staged),
    });
    const staging = new StagingRun(deps);
    expect(await run(staging)).toMatchObject({ kind: "stopped" });
    const before = sent.length;
    const seen: StagingProgress[] = [];
    expect((await run(staging, seen)).kind).toBe("staged");
    expect(sent.slice(before).toSorted()).toEqual([1, 3]);
    expect(Math.max(...seen.map(({ rowsSent }) => rowsSent))).toBe(plan.rowCount);
  });

  test("starts anew with the server's totals once accepted", async () => {
    const { deps } = world({ finish: (times) => (times === 1 ? refusedFor("totals_differ") : staged) });
    const told: unknown[] = [];
    const staging = new StagingRun({
      ...deps,
      start: (begun, lists) => {
        told.push(begun.totals);
        return deps.start(begun, lists);
      },
    });
    await run(staging);
    const server = { ...plan.totals, staged: { ...totals, debtors: 4 } };
    staging.accept(server);
    expect([(await run(staging)).kind, told]).toEqual(["staged", [plan.totals, server]]);
  });

  test("starts a new upload after totals that differ", async () => {
    const { deps, sent } = world({
      finish: (times) => (times === 1 ? refusedFor("totals_differ") : staged),
    });
    const staging = new StagingRun(deps);
    expect(await run(staging)).toMatchObject({ kind: "stopped", problem: { code: "totals_differ" } });
    expect(staging.uploadId).toBeNull();
    expect(await run(staging)).toEqual({ kind: "staged", uploadId: "u2" });
    expect(sent).toHaveLength(10);
  });

  test("polls a slow finish without losing progress", async () => {
    const replies = [underWay(null), underWay(30), again, underWay(10), underWay(40), staged];
    const { deps, waits } = world({ finish: (times) => replies[times - 1] ?? staged });
    const seen: StagingProgress[] = [];
    expect((await run(new StagingRun(deps), seen)).kind).toBe("staged");
    const told = seen.filter(({ phase }) => phase === "finishing").map(({ rowsDerived }) => rowsDerived);
    expect(told).toEqual([null, null, 30, 30, 40]);
    expect(waits).toEqual([500]);
  });

  test("sends nothing more once cancelled", async () => {
    const abort = new AbortController();
    const { deps, sent } = world({
      send: () => {
        abort.abort(new Error("enough"));
        return done;
      },
    });
    await expect(run(new StagingRun(deps), [], abort.signal)).rejects.toThrow("enough");
    expect(sent.length).toBeLessThan(5);
  });
});
