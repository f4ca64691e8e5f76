import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";

/**
 * What is tried: a password, a code of a second factor, a link for a new password (which always counts), or the code
 * of the first run. Each kind has counts of its own.
 */
export type AttemptKind = "sign_in" | "code" | "reset" | "first_run";

export interface NewAttempt {
  readonly kind: AttemptKind;
  readonly email: string;
  readonly network: string;
}

/** Stored as failed until the password proves right, so that parallel guesses count at once. */
export async function insertSignInAttempt(db: Transaction, { kind, email, network }: NewAttempt): Promise<string> {
  const id = newId();
  await db.signInAttempt.create({ data: { id, kind, email, address: network, succeeded: false } });
  return id;
}

export async function markSignInSucceeded(db: Transaction, attemptId: string): Promise<void> {
  await db.signInAttempt.update({ where: { id: attemptId }, data: { succeeded: true } });
}

/**
 * An attempt that was made to wait was no guess. If it stayed counted, an account would be held as long as
 * somebody keeps trying.
 */
export async function deleteSignInAttempt(db: Transaction, attemptId: string): Promise<void> {
  await db.signInAttempt.delete({ where: { id: attemptId } });
}

/** How many links for a new password this address was asked to get in the 15 minutes up to an attempt, by anybody. */
export async function countResetsUpTo(db: Transaction, email: string, attemptId: string): Promise<number> {
  const [found] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "SignInAttempt"
    WHERE kind = 'reset' AND email = ${email} AND at > now() - interval '15 minutes' AND id <= ${attemptId}::uuid`;
  return found?.count ?? 0;
}

/** Failures of the last 15 minutes, and seconds since the latest; null if there are none. */
export interface Failures {
  readonly count: number;
  readonly secondsAgo: number | null;
}

export interface SignInHistory {
  /** Of this account from this network. */
  readonly ofPair: Failures;
  /** From this network, any account. */
  readonly ofNetwork: Failures;
  /** Of this account from all networks of the block (those that begin with it). */
  readonly ofBlock: Failures;
  readonly ofAccount: number;
  readonly inAll: number;
  /** This network has signed this account in within the last 30 days. */
  readonly isKnown: boolean;
  /** Some network of the block has. */
  readonly isBlockKnown: boolean;
}

/** What the throttle decides by, in one round trip. The attempt under way is in none of the counts. */
export async function readSignInHistory(
  db: Transaction,
  { kind, email, network, block, attemptId }: NewAttempt & { block: string; attemptId: string },
): Promise<SignInHistory> {
  const [found] = await db.$queryRaw<
    {
      of_pair: number;
      pair_ago: number | null;
      of_network: number;
      network_ago: number | null;
      of_block: number;
      block_ago: number | null;
      of_account: number;
      in_all: number;
      is_known: boolean;
      is_block_known: boolean;
    }[]
  >`
    SELECT
      (count(*) FILTER (WHERE email = ${email} AND address = ${network}))::int AS of_pair,
      extract(epoch FROM now() - max(at) FILTER (WHERE email = ${email} AND address = ${network}))::float8 AS pair_ago,
      (count(*) FILTER (WHERE address = ${network}))::int AS of_network,
      extract(epoch FROM now() - max(at) FILTER (WHERE address = ${network}))::float8 AS network_ago,
      (count(*) FILTER (WHERE email = ${email} AND starts_with(address, ${block})))::int AS of_block,
      extract(epoch FROM now() - max(at) FILTER (WHERE email = ${email} AND starts_with(address, ${block})))::float8 AS block_ago,
      (count(*) FILTER (WHERE email = ${email}))::int AS of_account,
      count(*)::int AS in_all,
      EXISTS (
        SELECT 1 FROM "SignInAttempt"
        WHERE email = ${email} AND address = ${network} AND succeeded AND at > now() - interval '30 days'
      ) AS is_known,
      EXISTS (
        SELECT 1 FROM "SignInAttempt"
        WHERE email = ${email} AND starts_with(address, ${block}) AND succeeded AND at > now() - interval '30 days'
      ) AS is_block_known
    FROM "SignInAttempt"
    WHERE kind = ${kind}::"AttemptKind" AND NOT succeeded AND at > now() - interval '15 minutes' AND id <> ${attemptId}::uuid`;
  return {
    ofPair: { count: found?.of_pair ?? 0, secondsAgo: found?.pair_ago ?? null },
    ofNetwork: { count: found?.of_network ?? 0, secondsAgo: found?.network_ago ?? null },
    ofBlock: { count: found?.of_block ?? 0, secondsAgo: found?.block_ago ?? null },
    ofAccount: found?.of_account ?? 0,
    inAll: found?.in_all ?? 0,
    isKnown: found?.is_known ?? false,
    isBlockKnown: found?.is_block_known ?? false,
  };
}

/**
 * Deletes attempts that nothing reads any more: failures count for 15 minutes, what is known of a network for 30 days.
 * Returns how many.
 */
export function deleteOldAttempts(db: Transaction): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "SignInAttempt" WHERE at < now() - interval '1 hour' AND (NOT succeeded OR at < now() - interval '30 days')`;
}
