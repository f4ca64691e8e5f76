import { type Logger, pino } from "pino";
import { envOf } from "#lib/env.ts";

/**
 * The worker's log: ids, codes and figures. Nothing of a debtor is ever handed to it; what could hold personal data or a secret in an
 * error that comes from elsewhere (statements with their values, requests with their headers) is cut out.
 */
export function workerLog(workerId: string): Logger {
  return pino({
    level: envOf("LOG_LEVEL").LOG_LEVEL,
    base: { worker: workerId },
    redact: {
      paths: [
        "err.query",
        "err.parameters",
        "err.params",
        "err.detail",
        "err.where",
        "err.meta",
        "err.cause.detail",
        "err.cause.where",
      ],
      remove: true,
    },
  });
}
