import { type Logger, pino } from "pino";
import { envOf } from "#lib/env.ts";
import { describeError } from "./describe-error.ts";

/**
 * A process's log: ids, codes and figures, one JSON line each. It never gets data of a debtor, and of foreign
 * errors it writes only what {@link describeError} lets through. Every line contains `base`, which names the
 * process.
 */
export function openLog(base: Readonly<Record<string, string>>): Logger {
  return pino({ level: envOf("LOG_LEVEL").LOG_LEVEL, base, serializers: { err: describeError } });
}
