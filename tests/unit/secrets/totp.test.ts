import fc from "fast-check";
import { expect, test } from "vitest";
import { newTotpSecret, totpAddress, totpCode, totpStepAt, totpStepOf } from "#lib/secrets/totp.ts";

/** "12345678901234567890" in base32: the secret of RFC 6238, appendix B. */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test.each([
  [59, "94287082"],
  [1_111_111_109, "07081804"],
  [1_111_111_111, "14050471"],
  [1_234_567_890, "89005924"],
  [2_000_000_000, "69279037"],
  [20_000_000_000, "65353130"],
])("the code of second %i is the RFC's", (seconds, code) => {
  expect(totpCode(secret, totpStepAt(seconds * 1_000), 8)).toBe(code);
});

test("a code is known for its step and those beside it, and for no other", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1e9, max: 4e12 }), fc.integer({ min: -5, max: 5 }), (nowMs, later) => {
      const own = newTotpSecret();
      const step = totpStepAt(nowMs) + later;
      const found = totpStepOf(own, totpCode(own, step), nowMs);
      // Another step may have the same code, once in 300,000 times.
      if (Math.abs(later) <= 1) expect(totpCode(own, found ?? -1)).toBe(totpCode(own, step));
      else if (found !== null) expect(totpCode(own, found)).toBe(totpCode(own, step));
    }),
  );
  expect(totpStepOf(secret, totpCode(secret, 10), 13 * 30_000)).toBeNull();
});

test("secrets are 160 bits and differ", () => {
  const secrets = Array.from({ length: 200 }, newTotpSecret);
  expect(new Set(secrets).size).toBe(200);
  for (const each of secrets) expect(each).toMatch(/^[A-Z2-7]{32}$/);
});

test("apps get issuer and account", () => {
  const url = new URL(totpAddress(secret, { issuer: "a portal", account: "ana@example.com" }));
  expect([url.protocol, url.host, decodeURIComponent(url.pathname)]).toEqual([
    "otpauth:",
    "totp",
    "/a portal:ana@example.com",
  ]);
  expect(Object.fromEntries(url.searchParams)).toEqual({ secret, issuer: "a portal" });
});
