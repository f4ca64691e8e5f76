import type { Sliced } from "../sliced.ts";

/** How long the work goes on before it lets messages in: a stop takes effect within this time. */
const sliceMs = 40;

/** Work that takes less tells no progress: it would only flicker. */
const quietMs = 200;

/** The work was stopped; everything is as it was before. */
export class Stopped extends Error {}

/** Does the work with pauses, in which messages arrive. Throws {@link Stopped} if it is stopped in one of them. */
export async function inSlices<Result>(
  work: Sliced<Result>,
  onProgress: (share: number) => void,
  isStopped: () => boolean,
): Promise<Result> {
  const started = performance.now();
  for (let until = started + sliceMs; ; ) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (performance.now() < until) continue;
    if (performance.now() > started + quietMs) onProgress(value);
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (isStopped()) {
      work.return(undefined as never);
      throw new Stopped();
    }
    until = performance.now() + sliceMs;
  }
}
