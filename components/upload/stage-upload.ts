import type { StagingChunk, StagingPlan } from "#lib/spreadsheet/protocol/staging.ts";
import type { Problem } from "./problem.ts";

/** What a request came to: done, worth another try (the connection, a 5xx), or refused for good. */
export type Reply<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "again"; readonly problem: Problem }
  | { readonly kind: "refused"; readonly problem: Problem };

/** How the end of staging comes along: `rows` of the upload's are put together, null where nobody can tell. */
export type Ending = { readonly kind: "staged" } | { readonly kind: "under_way"; readonly rows: number | null };

export interface StagingProgress {
  readonly phase: "starting" | "sending" | "finishing";
  readonly rowsSent: number;
  readonly rowCount: number;
  /** null until there is something to measure. */
  readonly rowsPerSecond: number | null;
  /** While finishing: rows put together; null until the server has told. */
  readonly rowsDerived: number | null;
}

/** What staging asks of the rest: the workbench for cells, the server for the rest, and the clock. */
export interface StagingDeps {
  plan(): Promise<StagingPlan>;
  chunk(sequence: number): Promise<StagingChunk>;
  start(plan: StagingPlan): Promise<Reply<{ uploadId: string }>>;
  send(uploadId: string, chunk: StagingChunk, signal: AbortSignal): Promise<Reply<unknown>>;
  /** Answers within seconds, also where there is more to wait for: it is asked until it says `staged`. */
  finish(uploadId: string, signal: AbortSignal): Promise<Reply<Ending>>;
  nowMs(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export type StagingResult =
  | { readonly kind: "staged"; readonly uploadId: string }
  | { readonly kind: "stopped"; readonly problem: Problem };

/** Three requests hide the way there and back; more only queue up in the browser and in the server's pool. */
const inFlight = 3;
/** 0.5 + 1 + 2 + 4 + 8 s: long enough for a lost wireless connection, short enough to tell the user while they still look. */
const retryPausesMs = [500, 1_000, 2_000, 4_000, 8_000];

/**
 * Brings the cells to the server. `run` may be called again after it stopped: the upload goes on where it was, and only
 * chunks without a receipt are sent, so a broken connection costs one chunk.
 */
export class StagingRun {
  readonly #deps: StagingDeps;
  readonly #stored = new Set<number>();
  #plan: StagingPlan | null = null;
  #uploadId: string | null = null;
  #rowsSent = 0;

  constructor(deps: StagingDeps) {
    this.#deps = deps;
  }

  /** Takes the server's count for the page's: staging, which was refused for the difference, is begun anew with it. */
  accept(totals: StagingPlan["totals"]): void {
    if (this.#plan !== null) this.#plan = { ...this.#plan, totals };
  }

  /** The upload on the server, once there is one; for giving it up. */
  get uploadId(): string | null {
    return this.#uploadId;
  }

  async run(signal: AbortSignal, onProgress: (progress: StagingProgress) => void): Promise<StagingResult> {
    this.#plan ??= await this.#deps.plan();
    const plan = this.#plan;
    const begun = { ms: this.#deps.nowMs(), rows: this.#rowsSent };
    let rowsDerived: number | null = null;
    const tell = (phase: StagingProgress["phase"]) => {
      const seconds = (this.#deps.nowMs() - begun.ms) / 1_000;
      const rowsPerSecond = seconds < 0.5 ? null : (this.#rowsSent - begun.rows) / seconds;
      onProgress({ phase, rowsSent: this.#rowsSent, rowCount: plan.rowCount, rowsPerSecond, rowsDerived });
    };
    tell("starting");
    if (this.#uploadId === null) {
      const started = await this.#deps.start(plan);
      if (started.kind !== "done") return { kind: "stopped", problem: started.problem };
      this.#uploadId = started.value.uploadId;
    }
    const uploadId = this.#uploadId;
    tell("sending");
    const problem = await this.#sendMissing(plan, uploadId, signal, () => tell("sending"));
    if (problem !== null) return { kind: "stopped", problem };
    for (;;) {
      tell("finishing");
      const finished = await this.#persist(() => this.#deps.finish(uploadId, signal), signal);
      if (finished.kind !== "done") {
        this.#forget(finished.problem);
        return { kind: "stopped", problem: finished.problem };
      }
      if (finished.value.kind === "staged") return { kind: "staged", uploadId };
      // A server that begins again, after it was started anew, is not let go backwards.
      const { rows } = finished.value;
      if (rows !== null) rowsDerived = Math.max(rowsDerived ?? 0, rows);
    }
  }

  async #sendMissing(
    plan: StagingPlan,
    uploadId: string,
    signal: AbortSignal,
    onStored: () => void,
  ): Promise<Problem | null> {
    const missing = Array.from({ length: plan.chunkCount }, (_, sequence) => sequence).filter(
      (sequence) => !this.#stored.has(sequence),
    );
    let problem: Problem | null = null;
    const lane = async () => {
      for (let sequence = missing.shift(); sequence !== undefined && problem === null; sequence = missing.shift()) {
        const chunk = await this.#deps.chunk(sequence);
        const reply = await this.#persist(() => this.#deps.send(uploadId, chunk, signal), signal);
        if (reply.kind !== "done") {
          problem ??= reply.problem;
          return;
        }
        if (!this.#stored.has(sequence)) this.#rowsSent += chunk.rowCount;
        this.#stored.add(sequence);
        onStored();
      }
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
    return problem;
  }

  async #persist<T>(attempt: () => Promise<Reply<T>>, signal: AbortSignal): Promise<Reply<T>> {
    for (const pauseMs of retryPausesMs) {
      signal.throwIfAborted();
      const reply = await attempt();
      if (reply.kind !== "again") return reply;
      await this.#deps.wait(pauseMs, signal);
    }
    signal.throwIfAborted();
    return attempt();
  }

  /** The server says what it lacks: the next run sends it. An upload it has given up must be begun anew, a correction by another run. */
  #forget(problem: Problem): void {
    if (problem.code === "chunks_missing") {
      const { sequences } = problem.params;
      if (Array.isArray(sequences)) for (const sequence of sequences) this.#stored.delete(Number(sequence));
      else this.#stored.clear();
      return;
    }
    if (problem.code === "totals_differ" || problem.code === "not_found" || problem.code === "state_moved") {
      this.#uploadId = null;
      this.#stored.clear();
      this.#rowsSent = 0;
    }
  }
}
