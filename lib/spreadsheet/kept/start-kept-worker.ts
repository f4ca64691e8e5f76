/** Starts the worker that keeps one unfinished upload; it speaks `ToKept` and `FromKept`. */
export function startKeptWorker(): Worker {
  return new Worker(new URL("./kept.worker.ts", import.meta.url), { type: "module" });
}
