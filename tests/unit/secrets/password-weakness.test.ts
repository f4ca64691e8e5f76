import { expect, test } from "vitest";
import { passwordSchema } from "#lib/secrets/password.ts";
import { weaknessOf } from "#lib/secrets/password-weakness.ts";

const own = ["Ana María Restrepo", "ana.restrepo@banco-andino.example", "Banco Andino", "andino01"];

test.each([
  "Contraseña123",
  "contrasena2026",
  "password12345",
  "P4ssw0rd!!!!!",
  "passwordpassword",
  "Qwertyuiop123",
  "1q2w3e4r5t6y",
  "123456789012",
  "abcdefghijklm",
  "aaaabbbbccccdddd",
  "Iloveyou!2026",
  "Cobranzas2026!",
  "administrador1",
  "bienvenido1234",
  "motherfucker",
])("%s is common", async (password) => {
  expect(await weaknessOf(password, [])).toBe("common");
});

test.each([
  "AnaRestrepo2026",
  "restrepo.ana-99",
  "BancoAndino#2027",
  "wolkvox-2026!!",
  "María Restrepo Ana",
  "WOLKVOX andino",
])("%s is made of the user's own words", async (password) => {
  expect(await weaknessOf(password, own)).toBe("own_words");
});

test.each([
  "una frase bien larga",
  "correcto caballo batería",
  "otra frase bien larga",
  "k3-Jd8_ahQ2x",
  "el banco abre a las nueve en punto",
])("%s is good", async (password) => {
  expect(await weaknessOf(password, own)).toBeNull();
});

test("own words of less than three letters do not count", async () => {
  expect(await weaknessOf("de la luz al mar", ["Li de la O"])).toBeNull();
});

test("twelve characters at least, two hundred at most", () => {
  const isTaken = (length: number) => passwordSchema.safeParse("x".repeat(length)).success;
  expect([11, 12, 200, 201].map(isTaken)).toEqual([false, true, true, false]);
});
