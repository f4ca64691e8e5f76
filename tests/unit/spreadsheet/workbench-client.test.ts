import { describe, expect, test } from "vitest";
import { RowsMoved } from "#lib/domain/table/rows-moved.ts";
import type { FromWorkbench, ToWorkbench } from "#lib/spreadsheet/protocol/questions.ts";
import { WorkbenchClient, WorkbenchRefusal, type WorkerLike } from "#lib/spreadsheet/workbench/workbench-client.ts";

class ScriptedWorker extends EventTarget {
  readonly asked: ToWorkbench[] = [];
  isEnded = false;
  postMessage(message: ToWorkbench): void {
    this.asked.push(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
  tell(message: FromWorkbench): void {
    this.dispatchEvent(new MessageEvent("message", { data: message }));
  }
}

function setUp() {
  const workers: ScriptedWorker[] = [];
  const client = new WorkbenchClient(() => {
    const worker = new ScriptedWorker();
    workers.push(worker);
    return worker as unknown as WorkerLike;
  });
  return { client, workers, worker: () => workers.at(-1) ?? new ScriptedWorker() };
}

const openInput = { file: new File([""], "a.csv"), settings: {}, fields: [] };
const window = { from: 0, count: 1, filter: { show: "all" } } as const;

describe("the workbench's client", () => {
  test("matches answers to questions in any order", async () => {
    const { client, worker } = setUp();
    const first = client.ask("window", window);
    const second = client.ask("planStaging", {});
    worker().tell({ id: 2, answer: "plan" });
    worker().tell({ id: 1, answer: "rows" });
    expect(await Promise.all([first, second])).toEqual(["rows", "plan"]);
  });

  test("reports progress until the answer comes", async () => {
    const { client, worker } = setUp();
    const shares: number[] = [];
    const open = client.ask("open", openInput, { onProgress: (share) => shares.push(share) });
    worker().tell({ id: 1, progress: 0.25 });
    worker().tell({ id: 1, answer: "report" });
    worker().tell({ id: 1, progress: 0.5 });
    await open;
    expect(shares).toEqual([0.25]);
  });

  test("turns a refusal into an error with its code", async () => {
    const { client, worker } = setUp();
    const open = client.ask("open", openInput);
    worker().tell({ id: 1, refusal: { code: "corrupt", params: {} } });
    await expect(open).rejects.toMatchObject({ refusal: { code: "corrupt" } });
  });

  test("ends the worker when reading is aborted", async () => {
    const { client, workers } = setUp();
    const abort = new AbortController();
    const open = client.ask("open", openInput, { signal: abort.signal });
    abort.abort();
    await expect(open).rejects.toMatchObject({ name: "AbortError" });
    expect(workers[0]?.isEnded).toBe(true);
    const next = client.ask("open", openInput);
    workers[1]?.tell({ id: 2, answer: "report" });
    expect(await next).toBe("report");
  });

  test("lets the worker write what it keeps before an aborted reading ends it", async () => {
    const { client, workers } = setUp();
    const abort = new AbortController();
    const [kept, ended] = [
      client.ask("keepCells", { folder: "a" }),
      client.ask("keepCells", { folder: null }).then(() => workers[0]?.isEnded),
    ];
    const open = client.ask("open", openInput, { signal: abort.signal });
    abort.abort();
    await expect(open).rejects.toMatchObject({ name: "AbortError" });
    const next = client.ask("open", openInput);
    workers[0]?.tell({ id: 1, answer: undefined });
    await kept;
    expect(workers[0]?.isEnded).toBe(false);
    workers[0]?.tell({ id: 2, answer: undefined });
    await ended;
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    workers[1]?.tell({ id: 4, answer: "report" });
    expect(await next).toBe("report");
  });

  test("drops another aborted question's answer, keeping the table", async () => {
    const { client, worker } = setUp();
    const abort = new AbortController();
    const rows = client.ask("window", window, { signal: abort.signal });
    abort.abort();
    await expect(rows).rejects.toMatchObject({ name: "AbortError" });
    worker().tell({ id: 1, answer: "late" });
    expect(worker().isEnded).toBe(false);
  });

  test("stops a change of cells and waits until it is put back", async () => {
    const { client, worker } = setUp();
    const [stopped, late] = [new AbortController(), new AbortController()];
    const ask = (abort: AbortController) => client.ask("travel", { direction: "undo" }, { signal: abort.signal });
    const both = [ask(stopped), ask(late)];
    stopped.abort();
    late.abort();
    expect(worker().asked.slice(2)).toEqual([
      { id: 1, stop: true },
      { id: 2, stop: true },
    ]);
    worker().tell({ id: 1, isStopped: true });
    await expect(both[0]).rejects.toMatchObject({ name: "AbortError" });
    // It was done before it could be stopped.
    worker().tell({ id: 2, answer: "undone" });
    expect(await both[1]).toBe("undone");
  });

  test("rejects a change whose rows have moved with an error of its own", async () => {
    const { client, worker } = setUp();
    const clearing = client.ask("clear", { filter: { show: "errors", asOf: 1 }, from: 0, to: 1, columns: [0] });
    worker().tell({ id: 1, isMoved: true });
    await expect(clearing).rejects.toBeInstanceOf(RowsMoved);
  });

  test("refuses all waiting questions when the worker dies", async () => {
    const { client, worker } = setUp();
    const both = [client.ask("window", window), client.ask("planStaging", {})];
    worker().dispatchEvent(new Event("error"));
    for (const one of both) await expect(one).rejects.toBeInstanceOf(WorkbenchRefusal);
  });
});
