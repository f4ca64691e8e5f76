/**
 * Long work that can be stopped: it yields the share that is done, from 0 to 1, every few milliseconds, and
 * returns its result. Ended early with `return()`, it leaves everything as it was.
 */
export type Sliced<Result> = Generator<number, Result>;

/** Does the work to its end without a pause. */
export function inOneGo<Result>(work: Sliced<Result>, onProgress?: (share: number) => void): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    onProgress?.(value);
  }
}

/** The same work as the part of a longer one that goes from one share to another. */
export function* partOf<Result>(work: Sliced<Result>, from: number, to: number): Sliced<Result> {
  try {
    for (;;) {
      const { done, value } = work.next();
      if (done === true) return value;
      yield from + (to - from) * value;
    }
  } finally {
    work.return(undefined as never);
  }
}
