import { type Logger, pino } from "pino";
import { envOf } from "#lib/env.ts";
import { describeError } from "./describe-error.ts";

/**
 * A process's log: ids, codes and figures, one JSON line each. Nothing of a debtor is ever handed to it, and of errors that come from
 * elsewhere only what {@link describeError} lets through is written. `base` stands on every line: which process it was.
 */
export function openLog(base: Readonly<Record<string, string>>): Logger {
  return pino({ level: envOf("LOG_LEVEL").LOG_LEVEL, base, serializers: { err: describeError } });
}
