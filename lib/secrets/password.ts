import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";

/** The most common passwords of at least twelve characters, and words that anybody would try first here. */
const commonPasswords = new Set([
  "123456789012",
  "1234567890123",
  "1234567891011",
  "123123123123",
  "111111111111",
  "000000000000",
  "qwertyuiop12",
  "qwertyuiop123",
  "qwertyuiopas",
  "1q2w3e4r5t6y",
  "password1234",
  "password12345",
  "passwordpassword",
  "administrador",
  "administrator",
  "contraseña123",
  "contrasena123",
  "contraseña1234",
  "contrasena1234",
  "cobranzas123",
  "cobranzas2024",
  "cobranzas2025",
  "cobranzas2026",
  "wolkvox12345",
  "colombia1234",
  "bienvenido123",
  "iloveyou1234",
  "abcdefghijkl",
  "abcd12345678",
]);

/**
 * At least twelve characters, not a common password, more than three different characters. At most 200, so
 * that hashing stays cheap.
 */
export const passwordSchema = z
  .string()
  .min(12)
  .max(200)
  .refine((password) => !commonPasswords.has(password.toLowerCase()) && new Set(password).size > 3, "common");

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
