import { portalDatabase } from "#lib/database/client.ts";
import {
  type AttemptKind,
  deleteSignInAttempt,
  insertSignInAttempt,
  readSignInHistory,
} from "#lib/database/users/sign-in-attempts.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { Ctx } from "../context.ts";
import { blockOf, networkOf, secondsToWait, secondsToWaitForCode } from "./sign-in-throttle.ts";

/**
 * Counts an attempt at an account, which may not exist, as failed until it is marked otherwise. Throws
 * `throttled {retryAfterSeconds}` without counting it if too many failed before. Returns its id.
 */
export async function beginAttempt({ address }: Ctx, kind: AttemptKind, email: string): Promise<string> {
  const network = address === null ? "unknown" : networkOf(address);
  const attemptId = await insertSignInAttempt(portalDatabase(), { kind, email, network });
  const history = await readSignInHistory(portalDatabase(), {
    kind,
    email,
    network,
    block: blockOf(network),
    attemptId,
  });
  const retryAfterSeconds = kind === "code" ? secondsToWaitForCode(history) : secondsToWait(history);
  if (retryAfterSeconds === 0) return attemptId;
  await deleteSignInAttempt(portalDatabase(), attemptId);
  throw new AppError("throttled", { retryAfterSeconds });
}
