import { AppError } from "#lib/domain/app-error.ts";
import { logFault } from "./request-log.ts";

/**
 * The refusal for the sign-in page: a code, and the seconds to wait after a colon. next-auth puts whatever is
 * thrown into a URL, so a fault's own message only goes to the log. Malformed input counts as wrong credentials.
 */
export function signInRefusal(error: unknown): string {
  if (!(error instanceof AppError)) {
    logFault(error, { route: "sign-in" });
    return "unexpected";
  }
  if (error.code === "throttled" || error.code === "busy") return `throttled:${error.params.retryAfterSeconds}`;
  return error.code === "invalid" ? "credentials_wrong" : error.code;
}
