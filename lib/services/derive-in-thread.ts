import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { AppError } from "./app-error.ts";
import type { DerivationJob, DerivationNotice, DerivationOrder, DerivationOutcome } from "./derivation-notices.ts";
import type { ChunkAhead } from "./lines-ahead.ts";
import { TotalsDiffer } from "./totals-differ.ts";

interface Derivation {
  readonly done: Promise<DerivationOutcome>;
  readonly end: (outcome: DerivationOutcome) => void;
  rows: number;
}

interface Thread {
  readonly worker: Worker;
  readonly derivations: Map<string, Derivation>;
  idleSince: NodeJS.Timeout | null;
}

// On globalThis: one thread a process, however often the module is bundled.
const place = Symbol.for("wolkvox-upload-portal.derivation-thread");
const holder: typeof globalThis & { [place]?: Thread } = globalThis;

/** A thread that has nothing to do for so long gives its memory back. */
const idleMs = 60_000;
/**
 * What the thread's youngest objects may take. Rows die young: with V8's default of 16 MB a fifth of the time went into moving
 * those that just had not yet.
 */
const maxYoungGenerationSizeMb = 96;
/** Everything else: it is bounded by a run of clients and two slices (derive-batches.ts), several uploads at a time. */
const maxOldGenerationSizeMb = 1_024;

/**
 * Derives the batches of an upload in a thread of its own, so that nobody else's request waits for it. Who asks again while it is under
 * way gets the same. Throws what deriveBatches throws.
 */
export async function deriveInThread(job: DerivationJob): Promise<void> {
  const thread = startThread();
  const outcome = await (thread.derivations.get(job.uploadId) ?? begin(thread, job)).done;
  switch (outcome.kind) {
    case "derived":
      return;
    case "totals_differ":
      throw new TotalsDiffer(outcome.page, outcome.server);
    case "refused":
      throw new AppError(outcome.code, outcome.params);
    case "fault":
      throw outcome.error;
  }
}

/** How many rows of an upload are derived; null where this process derives it not. */
export function rowsDerived(uploadId: string): number | null {
  return holder[place]?.derivations.get(uploadId)?.rows ?? null;
}

/**
 * Hands on the text of a chunk that was stored, so that it need not be fetched again: its bytes are gone from here. And the thread is
 * there by the time the upload is to be derived: starting it takes a quarter of a second.
 */
export function keepAhead(chunk: ChunkAhead): void {
  const thread = startThread();
  order(thread, { kind: "chunk", chunk }, [chunk.bytes.buffer]);
  if (thread.derivations.size === 0) waitIdle(thread);
}

/** Lets the text of an upload go that will never be derived. */
export function forgetAhead(uploadId: string): void {
  if (holder[place] !== undefined) order(holder[place], { kind: "forget", uploadId });
}

/** Ends the thread, after what it has under way. */
export async function endDerivationThread(): Promise<void> {
  const thread = holder[place];
  if (thread === undefined) return;
  await Promise.all(Array.from(thread.derivations.values(), ({ done }) => done));
  end(thread);
}

function startThread(): Thread {
  if (holder[place] !== undefined) return holder[place];
  // V8 makes objects old at once whose like have lived once, and what they point to lives as long: after an unlucky start of a thread,
  // one in seven, half of all rows did, and it took a third longer until the process ended. The flag is the whole process's; it
  // means something only to code that is still to be optimised.
  setFlagsFromString("--no-allocation-site-pretenuring");
  // From the project's folder, where the portal, the workers and the tests run: what Next bundles this module into lies elsewhere.
  const file = join(/* turbopackIgnore: true */ process.cwd(), "lib/services/derivation-thread.ts");
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb, maxOldGenerationSizeMb } });
  const thread: Thread = { worker, derivations: new Map(), idleSince: null };
  worker.on("message", (notice: DerivationNotice) => hear(thread, notice));
  worker.on("error", (error) => lose(thread, error));
  worker.on("exit", (code) => lose(thread, new Error(`the thread that derives ended with ${code}`)));
  // What is idle keeps no process alive.
  worker.unref();
  holder[place] = thread;
  return thread;
}

function begin(thread: Thread, job: DerivationJob): Derivation {
  const { promise: done, resolve: end } = Promise.withResolvers<DerivationOutcome>();
  const derivation: Derivation = { done, end, rows: 0 };
  if (thread.idleSince !== null) clearTimeout(thread.idleSince);
  thread.derivations.set(job.uploadId, derivation);
  thread.worker.ref();
  order(thread, { kind: "derive", job });
  return derivation;
}

function order(thread: Thread, what: DerivationOrder, moved: ArrayBuffer[] = []): void {
  thread.worker.postMessage(what, moved);
}

function hear(thread: Thread, notice: DerivationNotice): void {
  const derivation = thread.derivations.get(notice.uploadId);
  if (derivation === undefined) return;
  if ("rows" in notice) {
    derivation.rows = notice.rows;
    return;
  }
  thread.derivations.delete(notice.uploadId);
  derivation.end(notice.outcome);
  if (thread.derivations.size === 0) {
    thread.worker.unref();
    waitIdle(thread);
  }
}

function waitIdle(thread: Thread): void {
  if (thread.idleSince !== null) clearTimeout(thread.idleSince);
  thread.idleSince = setTimeout(() => end(thread), idleMs).unref();
}

function end(thread: Thread): void {
  if (holder[place] === thread) delete holder[place];
  if (thread.idleSince !== null) clearTimeout(thread.idleSince);
  order(thread, { kind: "end" });
}

/** The thread is gone, and with its connections every transaction it had open: nothing of them stays. The next job gets another. */
function lose(thread: Thread, error: unknown): void {
  if (holder[place] === thread) delete holder[place];
  for (const derivation of thread.derivations.values()) derivation.end({ kind: "fault", error });
  thread.derivations.clear();
}
