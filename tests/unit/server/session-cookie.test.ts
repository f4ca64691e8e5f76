import { beforeEach, expect, test, vi } from "vitest";

vi.mock("next/headers", () => ({ cookies: async () => new Map() }));

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", "postgresql://nowhere/x");
  vi.stubEnv("NEXTAUTH_SECRET", "x".repeat(32));
  vi.stubEnv("SECRET_KEYS", `k:${Buffer.alloc(32).toString("base64")}`);
});

async function cookiesAt(url: string) {
  vi.stubEnv("NEXTAUTH_URL", url);
  const { authCookies } = await import("#lib/server/session-cookie.ts");
  return Object.values(authCookies());
}

test("over https cookies are host-only, Secure and HttpOnly", async () => {
  const all = await cookiesAt("https://portal.example");
  expect(all).toHaveLength(6);
  for (const { name, options } of all) {
    expect(name).toMatch(/^__Host-/);
    const { maxAge = 900, ...rest } = options;
    expect(rest).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
    // Those of the way to the provider and back.
    expect(maxAge).toBe(900);
  }
});

test("without https cookies have no __Host- prefix", async () => {
  for (const { name, options } of await cookiesAt("http://localhost:3000")) {
    expect(name).not.toMatch(/^__/);
    expect(options).toMatchObject({ httpOnly: true, secure: false });
  }
});
