import { AppError } from "#lib/domain/app-error.ts";
import { logFault } from "./request-log.ts";

/**
 * What the sign-in page is told: a code, with the seconds to wait behind it. next-auth puts whatever is thrown into an address, so a fault's own
 * words stay in the log. What cannot be an address and a password is a wrong one.
 */
export function signInRefusal(error: unknown): string {
  if (!(error instanceof AppError)) {
    logFault(error, { route: "sign-in" });
    return "unexpected";
  }
  if (error.code === "throttled") return `throttled:${error.params.retryAfterSeconds}`;
  return error.code === "invalid" ? "credentials_wrong" : error.code;
}
