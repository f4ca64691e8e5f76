import type { Problem } from "./problem.ts";

/**
 * The result of a request: done, to be sent again later because others are before it, worth another try (a
 * failed connection, a 5xx), or refused for good.
 */
export type Reply<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "later"; readonly afterMs: number; readonly problem: Problem }
  | { readonly kind: "again"; readonly problem: Problem }
  | { readonly kind: "refused"; readonly problem: Problem };

export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * One request's worth of data. `key` is the server's name for it when it is missing there; `bring` returns
 * the number of its rows.
 */
export interface Piece {
  readonly key: string;
  readonly bring: () => Promise<Reply<number>>;
}

/** Three requests hide the round trip; more would only queue in the browser and in the server's pool. */
const inFlight = 3;
/**
 * 0.5 + 1 + 2 + 4 + 8 s: long enough for a lost wireless connection, short enough to tell the user while they
 * still look.
 */
const retryPausesMs = [500, 1_000, 2_000, 4_000, 8_000];
/**
 * The server may answer "later" again and again until it is this request's turn; after so many times
 * something is wrong.
 */
const mostLater = 200;

/** Brings the pieces in their order, some at once; returns what stopped it, or null. */
export async function bringPieces(
  pieces: readonly Piece[],
  wait: Wait,
  signal: AbortSignal,
  onStored: (key: string, rows: number) => void,
): Promise<Problem | null> {
  const waiting = [...pieces];
  let problem: Problem | null = null;
  const lane = async () => {
    for (let piece = waiting.shift(); piece !== undefined && problem === null; piece = waiting.shift()) {
      const reply = await persist(piece.bring, wait, signal);
      if (reply.kind === "done") onStored(piece.key, reply.value);
      else problem ??= reply.problem;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return problem;
}

/**
 * Tries until it is done or refused: lost requests after growing pauses, "later" answers after the server's
 * own pause. Gives up after the last pause.
 */
export async function persist<T>(attempt: () => Promise<Reply<T>>, wait: Wait, signal: AbortSignal): Promise<Reply<T>> {
  const pauses = retryPausesMs.values();
  for (let later = 0; ; ) {
    signal.throwIfAborted();
    const reply = await attempt();
    if (reply.kind === "later" && ++later < mostLater) {
      await wait(reply.afterMs, signal);
      continue;
    }
    const pause = reply.kind === "again" ? pauses.next() : null;
    if (pause === null || pause.done === true) return reply;
    await wait(pause.value, signal);
  }
}

/** A piece that is made once, when its turn comes; the next try sends the same. */
export function pieceOf<T>(
  key: string,
  rowsIn: (made: T) => number,
  make: () => Promise<T>,
  send: (made: T) => Promise<Reply<unknown>>,
): Piece {
  let made: T | undefined;
  const bring = async (): Promise<Reply<number>> => {
    made ??= await make();
    const reply = await send(made);
    return reply.kind === "done" ? { kind: "done", value: rowsIn(made) } : reply;
  };
  return { key, bring };
}
