import { pino } from "pino";
import { env } from "#lib/env.ts";

let logger: ReturnType<typeof pino> | undefined;

/** Writes a fault of the portal to its log. `where` names ids and actions only: no personal data, no secrets. */
export function logFault(error: unknown, where: Readonly<Record<string, string>>): void {
  logger ??= pino({ level: env().LOG_LEVEL, base: { process: "portal" } });
  logger.error({ err: error, ...where }, "a request failed");
}
