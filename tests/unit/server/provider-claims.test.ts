import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", "postgresql://nowhere/x");
  vi.stubEnv("NEXTAUTH_SECRET", "x".repeat(32));
  vi.stubEnv("NEXTAUTH_URL", "http://localhost:3000");
  vi.stubEnv("SECRET_KEYS", `k:${Buffer.alloc(32).toString("base64")}`);
  vi.stubEnv("OIDC_ISSUER", "https://id.example.com");
  vi.stubEnv("OIDC_CLIENT_ID", "portal");
  vi.stubEnv("OIDC_CLIENT_SECRET", "a client secret");
  vi.stubEnv("OIDC_SECOND_FACTORS", "mfa, urn:acme:gold");
});

async function read(token: object, userinfo: object = {}) {
  const { claimsOf } = await import("#lib/server/oidc-provider.ts");
  return claimsOf({ iss: "https://id.example.com", sub: "1", iat: 1, ...token, userinfo });
}

const mine = "mine@example.com";
const theirs = "theirs@example.com";

test.each([
  // The token's own, before userinfo.
  [{ email: mine, email_verified: true }, { email: theirs, email_verified: true }, mine, true],
  [{ email: mine, email_verified: false }, { email: theirs, email_verified: true }, mine, false],
  // Some providers send texts.
  [{ email: mine, email_verified: "true" }, {}, mine, true],
  [{ email: mine, email_verified: "false" }, { email: theirs, email_verified: true }, mine, false],
  [{ email: mine, email_verified: "yes" }, {}, mine, false],
  // Only userinfo has both.
  [{}, { email: theirs, email_verified: true }, theirs, true],
  [{ email: mine }, { email: theirs, email_verified: true }, theirs, true],
  // One has the address, the other the mark.
  [{ email_verified: true }, { email: theirs }, undefined, false],
  [{ email: mine }, { email_verified: true }, undefined, false],
  [{}, {}, undefined, false],
])("an address and its verification come from one source: %j %j", async (token, userinfo, email, isEmailVerified) => {
  const claims = await read(token, userinfo);
  expect([claims.email, claims.isEmailVerified]).toEqual([email, isEmailVerified]);
});

test.each([
  [{}, false],
  [{ amr: ["pwd"] }, false],
  [{ amr: ["pwd", "mfa"] }, true],
  [{ amr: "mfa" }, true],
  [{ acr: "urn:acme:gold" }, true],
  [{ acr: "0", amr: [1, "mfa"] }, false],
])("a second factor is stated by a value that the settings name: %j", async (token, isStated) => {
  expect((await read(token)).isFactorStated).toBe(isStated);
});

test("userinfo says nothing else of who it is", async () => {
  const said = { iss: "https://evil.example.com", sub: "2", iat: 2, auth_time: 3, acr: "urn:acme:gold", amr: ["mfa"] };
  expect(await read({}, said)).toMatchObject({ issuer: "https://id.example.com", subject: "1", isFactorStated: false });
  expect((await read({}, said)).authTime).toBeUndefined();
});
