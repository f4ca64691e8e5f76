import type { Logger } from "pino";
import { openLog } from "./open-log.ts";

let log: Logger | undefined;

/** The portal's log; opened at the first line. */
export function logger(): Logger {
  log ??= openLog({ process: "portal" });
  return log;
}
