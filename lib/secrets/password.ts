import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";

/** The commonest passwords of at least twelve characters, and words anybody would try here first. */
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

/** Twelve characters or more, none of the commonest, not one character over and over. 200 at most, so that hashing stays cheap. */
export const passwordSchema = z
  .string()
  .min(12)
  .max(200)
  .refine((password) => !commonPasswords.has(password.toLowerCase()) && new Set(password).size > 3, "common");

/** Argon2id with the library's defaults: 19 MiB, 2 passes, 1 lane, which is what OWASP asks for. A PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** Never hashes anything a person could type, so nobody signs in by it; made once, when the first unknown address is tried. */
let hashOfNobody: Promise<string> | undefined;

/** Checks a password; without a user it works as long on a hash of nobody, so that time does not tell who exists. */
export async function isPasswordRight(passwordHash: string | null, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword(crypto.randomUUID());
  const isRight = await verify(passwordHash ?? (await hashOfNobody), password);
  return isRight && passwordHash !== null;
}
