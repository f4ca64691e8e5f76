import { Script } from "node:vm";
import { limitMs } from "./limit.ts";

const place = Symbol.for("work that ends at all");

/** Does the work, and breaks it off even within a loop or a regular expression that does not end. */
export function endsAtAll<Result>(work: () => Result): Result {
  Object.assign(globalThis, { [place]: work });
  return new Script(`globalThis[Symbol.for("${place.description}")]()`).runInThisContext({ timeout: limitMs });
}
