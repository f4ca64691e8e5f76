import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import { onceAProcess } from "#lib/once-a-process.ts";
import { type PlaceLimits, Places } from "#lib/places.ts";

/** At least twelve characters; at most 200, so that hashing stays cheap. What they must not be: weaknessOf. */
export const passwordSchema = z.string().min(12).max(200);

/** Hashes made or verified at once: each takes a core for some twenty milliseconds, which pages wait for. */
export const checkLimits: PlaceLimits = {
  ofUser: 2,
  inAll: 2,
  waitingOfUser: 200,
  waitingInAll: 200,
  patienceMs: 10_000,
};

const places = onceAProcess<Places>("password-checks");

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const giveBack = await places.get(() => new Places(checkLimits)).take("anybody");
  try {
    return await work();
  } finally {
    giveBack();
  }
}

/** Argon2id with the library's defaults, which OWASP recommends: 19 MiB, 2 passes, 1 lane. Returns a PHC string. Throws `busy`. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password));
}

/** A hash of a random UUID, which nobody can type; made once, at the first check. */
let hashOfNobody: Promise<string> | undefined;

/**
 * Verifies a password. Without a user it verifies against a dummy hash, so that the time does not reveal who
 * exists. Throws `busy`.
 */
export async function isPasswordRight(passwordHash: string | null, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword(crypto.randomUUID());
  const known = passwordHash ?? (await hashOfNobody);
  const isRight = await inTurn(() => verify(known, password));
  return isRight && passwordHash !== null;
}
