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
  /** What it is at, by key. */
  readonly asked: Map<string, Asked>;
  idleSince: NodeJS.Timeout | null;
}

const theThread = onceAProcess<Thread>("staging-thread");

/** A thread that has nothing to do for so long gives its memory back. */
const idleMs = 60_000;
/**
 * What the thread's youngest objects may take. Rows die young: with V8's default of 16 MB a fifth of the time went into moving
 * those that just had not yet.
 */
const maxYoungGenerationSizeMb = 96;
/** Everything else: it is bounded by a run of debtors and two slices (derive-batches.ts), several uploads at a time. */
const maxOldGenerationSizeMb = 1_024;

/**
 * Has the staging thread do something, so that nobody else's request waits for it; answers how many chunks have come, where rows arrived.
 * Who asks for the same `key` while it is under way gets the same. Throws what the task throws. `moved`: memory that is the thread's from here on.
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

/** How far it says to be with `key`, in rows; null where this process is not at it. */
export function rowsDone(key: string): number | null {
  return theThread.peek()?.asked.get(key)?.rows ?? null;
}

/** Starts it for what is about to come: that takes a quarter of a second. */
export function wakeStagingThread(): void {
  const thread = theThread.get(makeThread);
  if (thread.asked.size === 0) waitIdle(thread);
}

/** Lets the text of an upload go that will never be derived. */
export function forgetAhead(uploadId: string): void {
  const thread = theThread.peek();
  if (thread !== undefined) order(thread, { kind: "forget", uploadId });
}

/** Ends the thread, after what it has under way. */
export async function endStagingThread(): Promise<void> {
  const thread = theThread.peek();
  if (thread === undefined) return;
  await Promise.all(Array.from(thread.asked.values(), ({ done }) => done));
  end(thread);
}

function makeThread(): Thread {
  // V8 makes objects old at once whose like have lived once, and what they point to lives as long: after an unlucky start of a thread,
  // one in seven, half of all rows did, and it took a third longer until the process ended. The flag is the whole process's; it
  // means something only to code that is still to be optimised.
  setFlagsFromString("--no-allocation-site-pretenuring");
  // From the project's folder, where the portal, the workers and the tests run: what Next bundles this module into lies elsewhere.
  const file = join(/* turbopackIgnore: true */ process.cwd(), "lib/staging/staging-thread.ts");
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb, maxOldGenerationSizeMb } });
  const thread: Thread = { worker, asked: new Map(), idleSince: null };
  worker.on("message", (notice: StagingNotice) => hear(thread, notice));
  worker.on("error", (error) => lose(thread, error));
  worker.on("exit", (code) => lose(thread, new Error(`the thread that stages ended with ${code}`)));
  // What is idle keeps no process alive.
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

/** The thread is gone, and with its connections every transaction it had open: nothing of them stays. What comes next gets another. */
function lose(thread: Thread, error: unknown): void {
  theThread.forget(thread);
  for (const asked of thread.asked.values()) asked.end({ kind: "fault", error });
  thread.asked.clear();
}
