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
