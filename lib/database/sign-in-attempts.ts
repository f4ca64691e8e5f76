import type { Transaction } from "./client.ts";
import { newId } from "./new-id.ts";

/** Counted as failed until the password has proved right, so that parallel guesses count at once. */
export async function insertSignInAttempt(db: Transaction, email: string, address: string): Promise<string> {
  const id = newId();
  await db.signInAttempt.create({ data: { id, email, address, succeeded: false } });
  return id;
}

export async function markSignInSucceeded(db: Transaction, attemptId: string): Promise<void> {
  await db.signInAttempt.update({ where: { id: attemptId }, data: { succeeded: true } });
}

/** A try that was held was no guess: kept, it would hold the account for as long as somebody goes on knocking. */
export async function deleteSignInAttempt(db: Transaction, attemptId: string): Promise<void> {
  await db.signInAttempt.delete({ where: { id: attemptId } });
}

export interface SignInCounts {
  /** Failures of the last 15 minutes. */
  readonly ofPair: number;
  readonly ofAccount: number;
  readonly ofAddress: number;
  readonly inAll: number;
  /** This address has signed this account in within the last 30 days. */
  readonly isKnownAddress: boolean;
}

/** What the throttle goes by, in one round trip. The attempt under way is in none of the counts. */
export async function countSignInAttempts(
  db: Transaction,
  email: string,
  address: string,
  attemptId: string,
): Promise<SignInCounts> {
  const [counts] = await db.$queryRaw<
    { of_pair: number; of_account: number; of_address: number; in_all: number; is_known: boolean }[]
  >`
    SELECT
      (count(*) FILTER (WHERE email = ${email} AND address = ${address}))::int AS of_pair,
      (count(*) FILTER (WHERE email = ${email}))::int AS of_account,
      (count(*) FILTER (WHERE address = ${address}))::int AS of_address,
      count(*)::int AS in_all,
      EXISTS (
        SELECT 1 FROM "SignInAttempt"
        WHERE email = ${email} AND address = ${address} AND succeeded AND at > now() - interval '30 days'
      ) AS is_known
    FROM "SignInAttempt"
    WHERE NOT succeeded AND at > now() - interval '15 minutes' AND id <> ${attemptId}::uuid`;
  return {
    ofPair: counts?.of_pair ?? 0,
    ofAccount: counts?.of_account ?? 0,
    ofAddress: counts?.of_address ?? 0,
    inAll: counts?.in_all ?? 0,
    isKnownAddress: counts?.is_known ?? false,
  };
}
