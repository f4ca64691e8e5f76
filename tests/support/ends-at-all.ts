import { Script } from "node:vm";

/** Only work that never ends, or that grows faster than its input, takes as long as this, on any machine. */
export const endlessMs = 120_000;
const place = Symbol.for("work that ends at all");

/** Does the work, and breaks it off even within a loop or a regular expression that does not end. */
export function endsAtAll<Result>(work: () => Result): Result {
  Object.assign(globalThis, { [place]: work });
  return new Script(`globalThis[Symbol.for("${place.description}")]()`).runInThisContext({ timeout: endlessMs });
}
