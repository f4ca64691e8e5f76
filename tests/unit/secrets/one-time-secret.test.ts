import { expect, test } from "vitest";
import { hashOfSecret, newLinkSecret, newReadableCode, typedCode } from "#lib/secrets/one-time-secret.ts";

test("codes have no confusable characters, and differ", () => {
  const codes = Array.from({ length: 500 }, newReadableCode);
  expect(new Set(codes).size).toBe(500);
  for (const code of codes) expect(code).toMatch(/^(?:[a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
});

test("a code may be typed with blanks, capitals or without hyphens", () => {
  const code = newReadableCode();
  const typed = [code, code.toUpperCase(), code.replaceAll("-", ""), ` ${code.replaceAll("-", " ")} `];
  for (const each of typed) expect(typedCode(each)).toBe(code);
  expect(typedCode("123 456")).toBe("123456");
});

test("what is stored is no secret", () => {
  const secret = newLinkSecret();
  expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  expect(hashOfSecret(secret)).toHaveLength(32);
  expect(Buffer.from(hashOfSecret(secret)).includes(Buffer.from(secret, "base64url"))).toBe(false);
});
