import { WorkbenchClient } from "#lib/spreadsheet/workbench/workbench-client.ts";
import { portfolioContext } from "../portfolio-context.ts";

/** What the page reports. */
export interface PageOutcome {
  readonly ms: number;
  readonly rows: number;
  /** The longest time for which the page's event loop was blocked, ms. */
  readonly longestGapMs: number;
}

/** Sends itself messages and keeps the longest time between two: what a click would have had to wait. */
class GapWatch {
  longestMs = 0;
  readonly #channel = new MessageChannel();
  #last = performance.now();

  constructor() {
    this.#channel.port1.onmessage = () => {
      const now = performance.now();
      this.longestMs = Math.max(this.longestMs, now - this.#last);
      this.#last = now;
      // Without the pause the watch itself would keep a core busy.
      setTimeout(() => this.#channel.port2.postMessage(null), 1);
    };
    this.#channel.port2.postMessage(null);
  }

  stop(): void {
    this.#channel.port1.close();
  }
}

/** What the page does: asks the worker to open the file, apply a mapping and return the first rows. */
async function review(file: File): Promise<PageOutcome> {
  const client = new WorkbenchClient(() => new Worker("worker.js", { type: "module" }));
  const watch = new GapWatch();
  const started = performance.now();
  await client.ask("open", { file, settings: {}, fields: portfolioContext.fields });
  const summary = await client.ask("apply", { context: portfolioContext });
  const ms = performance.now() - started;
  await client.ask("window", { from: 0, count: 50, filter: { show: "all" } });
  watch.stop();
  client.close();
  return { ms, rows: summary.totals.file.rows, longestGapMs: watch.longestMs };
}

/** Plain papaparse in its own worker, reading the file by itself. */
function papaparse(file: File): Promise<PageOutcome> {
  const worker = new Worker("papaparse.js", { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PageOutcome>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(file);
  });
}

function chosenFile(): File {
  const file = document.querySelector("input")?.files?.[0];
  if (file === undefined) throw new Error("no file was chosen");
  return file;
}

Object.assign(window, {
  review: () => review(chosenFile()),
  papaparse: () => papaparse(chosenFile()),
});
