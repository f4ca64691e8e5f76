import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { AppError } from "#lib/domain/app-error.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import type { StagingNotice, StagingOrder, StagingOutcome, StagingTask } from "./staging-orders.ts";
import { TotalsDiffer } from "./totals-differ.ts";

interface Asked {
  readonly done: Promise<StagingOutcome>;
  readonly end: (outcome: StagingOutcome) => void;
  rows: number;
}

interface Thread {
  readonly worker: Worker;
  /** The tasks under way, by key. */
  readonly asked: Map<string, Asked>;
  idleSince: NodeJS.Timeout | null;
}

const theThread = onceAProcess<Thread>("staging-thread");

/** A thread without work for this long is ended, which frees its memory. */
const idleMs = 60_000;
/**
 * V8's young generation for this thread. Rows die young: with the default of 16 MB, a fifth of the time went
 * into moving rows that were about to die.
 */
const maxYoungGenerationSizeMb = 96;
/**
 * Everything else. Each upload needs a run of debtors and two slices (derive-batches.ts);
 * several are staged at a time.
 */
const maxOldGenerationSizeMb = 1_024;

/**
 * Gives the staging thread a task, so that no other request waits for it. Returns how many chunks have
 * arrived if the task is a chunk of rows, otherwise 0. Calls with the same `key` share one task while it is
 * under way. Throws what the task throws.
 * `moved`: buffers whose memory goes to the thread; the caller must not use them again.
 */
export async function askStagingThread(key: string, task: StagingTask, moved: ArrayBuffer[] = []): Promise<number> {
  const thread = theThread.get(makeThread);
  const outcome = await (thread.asked.get(key) ?? begin(thread, key, task, moved)).done;
  switch (outcome.kind) {
    case "done":
      return outcome.chunks;
    case "totals_differ":
      throw new TotalsDiffer(outcome.page, outcome.server);
    case "refused":
      throw new AppError(outcome.code, outcome.params);
    case "fault":
      throw outcome.error;
  }
}

/** Rows done so far by the task `key`; null if this process is not at it. */
export function rowsDone(key: string): number | null {
  return theThread.peek()?.asked.get(key)?.rows ?? null;
}

/** Starts the thread in advance: that takes a quarter of a second. */
export function wakeStagingThread(): void {
  const thread = theThread.get(makeThread);
  if (thread.asked.size === 0) waitIdle(thread);
}

/** Drops the text of an upload that will never be derived. */
export function forgetAhead(uploadId: string): void {
  const thread = theThread.peek();
  if (thread !== undefined) order(thread, { kind: "forget", uploadId });
}

/** Ends the thread after the tasks it has under way. */
export async function endStagingThread(): Promise<void> {
  const thread = theThread.peek();
  if (thread === undefined) return;
  await Promise.all(Array.from(thread.asked.values(), ({ done }) => done));
  end(thread);
}

function makeThread(): Thread {
  // With pretenuring, V8 allocates objects as old if earlier ones of their kind survived, and what they refer
  // to survives with them. After 2 of 14 thread starts that hit half of all rows, and finishing uploads took
  // a third longer until the process ended (decision 14). The flag holds for the whole process, but only for
  // code that is not optimised yet.
  setFlagsFromString("--no-allocation-site-pretenuring");
  // Relative to the project's folder, where the portal, the workers and the tests run: Next puts its bundle
  // of this module elsewhere.
  const file = join(/* turbopackIgnore: true */ process.cwd(), "lib/staging/staging-thread.ts");
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb, maxOldGenerationSizeMb } });
  const thread: Thread = { worker, asked: new Map(), idleSince: null };
  worker.on("message", (notice: StagingNotice) => hear(thread, notice));
  worker.on("error", (error) => lose(thread, error));
  worker.on("exit", (code) => lose(thread, new Error(`the thread that stages ended with ${code}`)));
  // An idle thread must not keep the process alive.
  worker.unref();
  return thread;
}

function begin(thread: Thread, key: string, task: StagingTask, moved: ArrayBuffer[]): Asked {
  const { promise: done, resolve: end } = Promise.withResolvers<StagingOutcome>();
  const asked: Asked = { done, end, rows: 0 };
  if (thread.idleSince !== null) clearTimeout(thread.idleSince);
  thread.asked.set(key, asked);
  thread.worker.ref();
  order(thread, { kind: "task", key, task }, moved);
  return asked;
}

function order(thread: Thread, what: StagingOrder, moved: ArrayBuffer[] = []): void {
  thread.worker.postMessage(what, moved);
}

function hear(thread: Thread, notice: StagingNotice): void {
  const asked = thread.asked.get(notice.key);
  if (asked === undefined) return;
  if ("rows" in notice) {
    asked.rows = notice.rows;
    return;
  }
  thread.asked.delete(notice.key);
  asked.end(notice.outcome);
  if (thread.asked.size === 0) {
    thread.worker.unref();
    waitIdle(thread);
  }
}

function waitIdle(thread: Thread): void {
  if (thread.idleSince !== null) clearTimeout(thread.idleSince);
  thread.idleSince = setTimeout(() => end(thread), idleMs).unref();
}

function end(thread: Thread): void {
  theThread.forget(thread);
  if (thread.idleSince !== null) clearTimeout(thread.idleSince);
  order(thread, { kind: "end" });
}

/**
 * The thread is gone with its connections, so its open transactions left nothing behind. The next
 * task gets a new thread.
 */
function lose(thread: Thread, error: unknown): void {
  theThread.forget(thread);
  for (const asked of thread.asked.values()) asked.end({ kind: "fault", error });
  thread.asked.clear();
}
