import { RowsMoved } from "#lib/domain/table/rows-moved.ts";
import {
  type FromWorkbench,
  type QuestionName,
  type Questions,
  type StopWorkbench,
  stoppableQuestions,
  type ToWorkbench,
} from "../protocol/questions.ts";
import type { Refusal } from "../protocol/refusal.ts";

/** The workbench refused a question; `refusal` has the reason as a code. */
export class WorkbenchRefusal extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = "WorkbenchRefusal";
    this.refusal = refusal;
  }
}

export interface AskOptions {
  /** Gets a share from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /**
   * Aborts the question: its promise rejects with the signal's reason, and its answer is dropped. A question
   * that can be stopped rejects once everything is as it was, or is answered if it was done before.
   */
  readonly signal?: AbortSignal;
}

/** The part of `Worker` that the client uses, so that a test can pass something smaller. */
export type WorkerLike = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

type Input<Name extends QuestionName> = Parameters<Questions[Name]>[0];
type Answer<Name extends QuestionName> = ReturnType<Questions[Name]>;

interface Waiting {
  readonly name: QuestionName;
  readonly worker: WorkerLike;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: unknown) => void;
  readonly onProgress: ((share: number) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * The page's side of the workbench: one worker, whose answers are promises. The worker answers one question
 * at a time, so aborting `open` ends the worker (else it would read a million rows to the end) once it has written
 * what it keeps; the next question starts a new one.
 */
export class WorkbenchClient {
  readonly #startWorker: () => WorkerLike;
  readonly #waiting = new Map<number, Waiting>();
  #worker: WorkerLike | null = null;
  #lastId = 0;

  constructor(startWorker: () => WorkerLike = startWorkbenchWorker) {
    this.#startWorker = startWorker;
  }

  ask<Name extends QuestionName>(name: Name, input: Input<Name>, options: AskOptions = {}): Promise<Answer<Name>> {
    const { onProgress, signal } = options;
    return new Promise<Answer<Name>>((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const id = ++this.#lastId;
      const worker = this.#running();
      const giveUp = () => {
        if (stoppableQuestions.has(name)) {
          const stop: StopWorkbench = { id, stop: true };
          return worker.postMessage(stop);
        }
        this.#waiting.delete(id);
        reject(signal?.reason);
        if (name === "open") this.#leave(worker);
      };
      const settled = () => {
        this.#waiting.delete(id);
        signal?.removeEventListener("abort", giveUp);
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      this.#waiting.set(id, {
        name,
        worker,
        // Both ends are built from one protocol, so an answer has its question's type; nothing in it comes
        // from outside.
        resolve: (answer) => {
          settled();
          resolve(answer as Answer<Name>);
        },
        reject: (reason) => {
          settled();
          reject(reason);
        },
        onProgress,
        signal,
      });
      const message = { id, name, input } as ToWorkbench;
      worker.postMessage(message);
    });
  }

  /** Ends the worker and with it the open file; unanswered questions reject with an AbortError. */
  close(): void {
    this.#worker?.terminate();
    for (const { worker } of this.#waiting.values()) worker.terminate();
    this.#worker = null;
    this.#rejectAll(this.#waiting.values(), closed());
  }

  /** Like `close`, but the worker lives on until it has written what it keeps. */
  #leave(worker: WorkerLike): void {
    if (this.#worker === worker) this.#worker = null;
    const left = this.#waitingFor(worker);
    const keeping = left.filter(({ name }) => name === "keepCells");
    this.#rejectAll(
      left.filter(({ name }) => name !== "keepCells"),
      closed(),
    );
    if (keeping.length === 0) worker.terminate();
  }

  #running(): WorkerLike {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#startWorker();
    worker.addEventListener("message", (event) => this.#hear(event.data));
    // A worker that dies (out of memory, its script did not load) answers no more questions.
    worker.addEventListener("error", () => this.#died(worker));
    worker.addEventListener("messageerror", () => this.#died(worker));
    this.#worker = worker;
    return worker;
  }

  #hear(message: FromWorkbench): void {
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return;
    const { worker } = waiting;
    if ("progress" in message) waiting.onProgress?.(message.progress);
    else if ("isStopped" in message) waiting.reject(waiting.signal?.reason);
    else if ("isMoved" in message) waiting.reject(new RowsMoved());
    else if ("refusal" in message) waiting.reject(new WorkbenchRefusal(message.refusal));
    else waiting.resolve(message.answer);
    // The last answer of a worker that was left.
    if (this.#worker !== worker && this.#waitingFor(worker).length === 0) worker.terminate();
  }

  #died(worker: WorkerLike): void {
    worker.terminate();
    if (this.#worker === worker) this.#worker = null;
    this.#rejectAll(this.#waitingFor(worker), new WorkbenchRefusal({ code: "unexpected", params: {} }));
  }

  #waitingFor(worker: WorkerLike): Waiting[] {
    return [...this.#waiting.values()].filter((waiting) => waiting.worker === worker);
  }

  #rejectAll(waiting: Iterable<Waiting>, reason: unknown): void {
    for (const { reject } of [...waiting]) reject(reason);
  }
}

function closed(): DOMException {
  return new DOMException("The workbench was closed", "AbortError");
}

function startWorkbenchWorker(): Worker {
  return new Worker(new URL("./workbench.worker.ts", import.meta.url), { type: "module" });
}
