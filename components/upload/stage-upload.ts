import type { ListLengths } from "#lib/domain/staging/list-item.ts";
import type { PackedPart, StagingChunk, StagingPlan } from "#lib/spreadsheet/protocol/staging.ts";
import { cutLists, type ListPart, lengthsOf, packPart } from "#lib/spreadsheet/workbench/list-parts.ts";
import { bringPieces, type Piece, persist, pieceOf, type Reply, type Wait } from "./bring-pieces.ts";
import type { Problem } from "./problem.ts";

/** The progress of the end of staging: `rows` of the upload are derived; null if that is not known. */
export type Ending = { readonly kind: "staged" } | { readonly kind: "under_way"; readonly rows: number | null };

export interface StagingProgress {
  readonly phase: "starting" | "sending" | "finishing";
  readonly rowsSent: number;
  readonly rowCount: number;
  /** null until there is something to measure. */
  readonly rowsPerSecond: number | null;
  /** While finishing: rows derived; null until the server has reported it. */
  readonly rowsDerived: number | null;
}

/** What staging needs: the workbench for cells, the server for the rest, and the clock. */
export interface StagingDeps {
  plan(): Promise<StagingPlan>;
  chunk(sequence: number): Promise<StagingChunk>;
  start(plan: StagingPlan, lists: ListLengths): Promise<Reply<{ uploadId: string }>>;
  send(uploadId: string, chunk: StagingChunk, signal: AbortSignal): Promise<Reply<unknown>>;
  sendPart(uploadId: string, part: PackedPart, signal: AbortSignal): Promise<Reply<unknown>>;
  /** Answers within seconds even if it is not done: it is called until it returns `staged`. */
  finish(uploadId: string, signal: AbortSignal): Promise<Reply<Ending>>;
  nowMs(): number;
  readonly wait: Wait;
}

export type StagingResult =
  | { readonly kind: "staged"; readonly uploadId: string }
  | { readonly kind: "stopped"; readonly problem: Problem };

/**
 * Sends the cells to the server. `run` may be called again after it stopped: the upload continues where it
 * was, and only chunks without a receipt are sent, so a broken connection costs one chunk.
 */
export class StagingRun {
  readonly #deps: StagingDeps;
  /** By key of a piece that the server has, its rows. */
  readonly #stored = new Map<string, number>();
  #plan: StagingPlan | null = null;
  #uploadId: string | null = null;

  constructor(deps: StagingDeps) {
    this.#deps = deps;
  }

  /**
   * Replaces the page's totals by the server's: staging, which was refused for the difference, begins again
   * with them.
   */
  accept(totals: StagingPlan["totals"]): void {
    if (this.#plan !== null) this.#plan = { ...this.#plan, totals };
  }

  /** The upload on the server, once there is one; needed to give it up. */
  get uploadId(): string | null {
    return this.#uploadId;
  }

  async run(signal: AbortSignal, onProgress: (progress: StagingProgress) => void): Promise<StagingResult> {
    this.#plan ??= await this.#deps.plan();
    const plan = this.#plan;
    const begun = { ms: this.#deps.nowMs(), rows: this.#rowsSent() };
    let rowsDerived: number | null = null;
    const tell = (phase: StagingProgress["phase"]) => {
      const rowsSent = this.#rowsSent();
      const seconds = (this.#deps.nowMs() - begun.ms) / 1_000;
      const rowsPerSecond = seconds < 0.5 ? null : (rowsSent - begun.rows) / seconds;
      onProgress({ phase, rowsSent, rowCount: plan.rowCount, rowsPerSecond, rowsDerived });
    };
    tell("starting");
    const parts = cutLists(plan);
    if (this.#uploadId === null) {
      const started = await persist(() => this.#begin(plan, lengthsOf(parts)), this.#deps.wait, signal);
      if (started.kind !== "done") return { kind: "stopped", problem: started.problem };
      this.#uploadId = started.value.uploadId;
    }
    const uploadId = this.#uploadId;
    tell("sending");
    const problem = await this.#sendMissing(plan, parts, uploadId, signal, () => tell("sending"));
    if (problem !== null) {
      this.#forget(problem);
      return { kind: "stopped", problem };
    }
    for (;;) {
      tell("finishing");
      const finished = await persist(() => this.#deps.finish(uploadId, signal), this.#deps.wait, signal);
      if (finished.kind !== "done") {
        this.#forget(finished.problem);
        return { kind: "stopped", problem: finished.problem };
      }
      if (finished.value.kind === "staged") return { kind: "staged", uploadId };
      // A restarted server derives the rows from the beginning, but the progress shown must not go back.
      const { rows } = finished.value;
      if (rows !== null) rowsDerived = Math.max(rowsDerived ?? 0, rows);
    }
  }

  /**
   * A request that may have arrived must not begin a second upload: only one that was told "later" is sent again.
   */
  async #begin(plan: StagingPlan, lists: ListLengths): Promise<Reply<{ uploadId: string }>> {
    const reply = await this.#deps.start(plan, lists);
    return reply.kind === "again" ? { kind: "refused", problem: reply.problem } : reply;
  }

  /**
   * Sends what is not stored yet. Rows are corrected as they arrive, so the lists with corrections are sent first.
   */
  async #sendMissing(
    plan: StagingPlan,
    parts: readonly ListPart[],
    uploadId: string,
    signal: AbortSignal,
    onStored: () => void,
  ): Promise<Problem | null> {
    const deps = this.#deps;
    const listed = parts.map((part) =>
      pieceOf(
        `${part.list}:${part.sequence}`,
        () => 0,
        () => packPart(plan, part),
        (packed) => deps.sendPart(uploadId, packed, signal),
      ),
    );
    const chunks = Array.from({ length: plan.chunkCount }, (_, sequence) =>
      pieceOf(
        String(sequence),
        (chunk) => chunk.rowCount,
        () => deps.chunk(sequence),
        (chunk) => deps.send(uploadId, chunk, signal),
      ),
    );
    const isMissing = ({ key }: Piece) => !this.#stored.has(key);
    const store = (key: string, rows: number) => {
      this.#stored.set(key, rows);
      onStored();
    };
    return (
      (await bringPieces(listed.filter(isMissing), deps.wait, signal, store)) ??
      (await bringPieces(chunks.filter(isMissing), deps.wait, signal, store))
    );
  }

  #rowsSent(): number {
    let rows = 0;
    for (const ofPiece of this.#stored.values()) rows += ofPiece;
    return rows;
  }

  /**
   * Adapts to the server's answer: what it lacks is sent by the next run. An upload that it has given up is
   * begun again, and a correction whose debtors have moved needs another run.
   */
  #forget(problem: Problem): void {
    if (problem.code === "chunks_missing") {
      const { sequences, parts } = problem.params;
      const lacked = [sequences, parts].filter((keys) => Array.isArray(keys)).flat();
      for (const key of lacked) this.#stored.delete(String(key));
      if (lacked.length > 0) return;
      this.#stored.clear();
    }
    if (problem.code === "totals_differ" || problem.code === "not_found" || problem.code === "state_moved") {
      this.#uploadId = null;
      this.#stored.clear();
    }
  }
}
