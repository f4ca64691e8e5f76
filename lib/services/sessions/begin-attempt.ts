import { portalDatabase } from "#lib/database/client.ts";
import {
  type AttemptKind,
  deleteSignInAttempt,
  insertSignInAttempt,
  readSignInHistory,
} from "#lib/database/users/sign-in-attempts.ts";
import { findUserToSignIn } from "#lib/database/users/users.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { quietMs, recordOnce } from "../record-once.ts";
import { blockOf, networkOf, secondsToWait, secondsToWaitForCode } from "./sign-in-throttle.ts";

/**
 * Counts an attempt at an account, which may not exist, as failed until it is marked otherwise. Throws
 * `throttled {retryAfterSeconds}` without counting it if too many failed before. Returns its id.
 */
export async function beginAttempt(sender: Ctx, kind: AttemptKind, email: string): Promise<string> {
  const { address } = sender;
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
  await noteThrottled(sender, kind, email, network);
  throw new AppError("throttled", { retryAfterSeconds });
}

/** Entries of throttled attempts in one quiet time, whoever tries: an attacker must not fill the trail. */
const mostThrottled = 50;
const throttled = onceAProcess<{ since: number; entries: number }>("throttled entries");

/** One entry a quiet time, account and network. Names the account only where there is one, as that of a failure. */
async function noteThrottled(ctx: Ctx, kind: AttemptKind, email: string, network: string): Promise<void> {
  await recordOnce([`throttled ${kind} ${network} ${email}`], async () => {
    const now = performance.now();
    const spent = throttled.get(() => ({ since: now, entries: 0 }));
    if (now - spent.since >= quietMs) Object.assign(spent, { since: now, entries: 0 });
    if (spent.entries >= mostThrottled) return;
    spent.entries++;
    const account = await findUserToSignIn(portalDatabase(), email);
    const about = account === null ? {} : { subject: account.id };
    await recordAudit(portalDatabase(), ctx, "sign_in_throttled", { ...about, details: { attempt: kind } });
  });
}
