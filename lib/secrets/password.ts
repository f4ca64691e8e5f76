import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";

/** At least twelve characters; at most 200, so that hashing stays cheap. What they must not be: weaknessOf. */
export const passwordSchema = z.string().min(12).max(200);

/** Argon2id with the library's defaults, which OWASP recommends: 19 MiB, 2 passes, 1 lane. Returns a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** A hash of a random UUID, which nobody can type; made once, at the first check. */
let hashOfNobody: Promise<string> | undefined;

/**
 * Verifies a password. Without a user it verifies against a dummy hash, so that the time does not reveal who
 * exists.
 */
export async function isPasswordRight(passwordHash: string | null, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword(crypto.randomUUID());
  const isRight = await verify(passwordHash ?? (await hashOfNobody), password);
  return isRight && passwordHash !== null;
}
