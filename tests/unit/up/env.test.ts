import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

const good = {
  DATABASE_URL: "postgresql://u:p@127.0.0.1:5432/portal",
  NEXTAUTH_SECRET: "a".repeat(32),
  NEXTAUTH_URL: "http://localhost:3000",
  SECRET_KEYS: `new:${Buffer.alloc(32, 1).toString("base64")}, old:${Buffer.alloc(32, 2).toString("base64")}`,
};

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

async function envWith(values: Record<string, string | undefined>) {
  for (const [name, value] of Object.entries({ WOLKVOX_EXTRA_HOSTS: undefined, LOG_LEVEL: undefined, ...values })) {
    vi.stubEnv(name, value);
  }
  const { env } = await import("#lib/env.ts");
  return env();
}

it("reads keys in order, the sealing key first", async () => {
  const { SECRET_KEYS, LOG_LEVEL, WOLKVOX_EXTRA_HOSTS } = await envWith(good);
  expect(SECRET_KEYS.map(({ id, key }) => [id, key[0]])).toEqual([
    ["new", 1],
    ["old", 2],
  ]);
  expect([LOG_LEVEL, WOLKVOX_EXTRA_HOSTS]).toEqual(["info", []]);
});

it("names every bad variable in one message, no values", async () => {
  const bad = {
    DATABASE_URL: undefined,
    NEXTAUTH_SECRET: "hunter2",
    NEXTAUTH_URL: "ftp://x",
    SECRET_KEYS: "k:c2hvcnQ=",
    LOG_LEVEL: "loud",
  };
  const message = await envWith(bad).then(
    () => "",
    (error: Error) => error.message,
  );
  for (const name of ["DATABASE_URL: is missing", "NEXTAUTH_SECRET", "NEXTAUTH_URL", "SECRET_KEYS", "LOG_LEVEL"])
    expect(message).toContain(name);
  expect(message).not.toContain("hunter2");
});

it("can read some settings while others are missing", async () => {
  await expect(envWith({ ...good, NEXTAUTH_SECRET: undefined })).rejects.toThrow("NEXTAUTH_SECRET");
  const { envOf } = await import("#lib/env.ts");
  expect(envOf("DATABASE_URL")).toEqual({ DATABASE_URL: good.DATABASE_URL });
});

it("by default listens locally and trusts no proxy", async () => {
  const { HOST, PORT, TRUSTED_PROXIES } = await envWith({ ...good, HOST: undefined, PORT: undefined });
  expect([HOST, PORT, TRUSTED_PROXIES.rules]).toEqual(["127.0.0.1", 3_000, []]);
});

it("reads addresses and networks of proxies", async () => {
  const { TRUSTED_PROXIES: list } = await envWith({ ...good, TRUSTED_PROXIES: "10.0.0.5, 10.1.0.0/16,2001:db8::/64" });
  const isIn = (address: string) => list.check(address, address.includes(":") ? "ipv6" : "ipv4");
  expect(["10.0.0.5", "10.1.9.9", "2001:db8::9"].map(isIn)).toEqual([true, true, true]);
  expect(["10.0.0.6", "10.2.0.0", "2001:db8:0:1::"].map(isIn)).toEqual([false, false, false]);
});

it.each(["proxy.example", "10.0.0.0/33", "10.0.0.0/8/8", "::/129", "10.0.0.5 10.0.0.6", "10.0.0.1/"])(
  "refuses a bad proxy: %j",
  async (TRUSTED_PROXIES) => {
    await expect(envWith({ ...good, TRUSTED_PROXIES })).rejects.toThrow("TRUSTED_PROXIES: must be addresses");
  },
);

it.each(["my-machine", "127.0.0.1:3000", "*"])("refuses a bad host: %j", async (HOST) => {
  await expect(envWith({ ...good, HOST })).rejects.toThrow("HOST: must be an address of this machine");
});

it("needs no session secret for a worker", async () => {
  for (const [name, value] of Object.entries({ ...good, NEXTAUTH_SECRET: undefined, NEXTAUTH_URL: undefined }))
    vi.stubEnv(name, value);
  const { workEnv } = await import("#lib/env.ts");
  expect(workEnv().DATABASE_URL).toBe(good.DATABASE_URL);
});

it("reads a setting from the file that its name with _FILE names", async () => {
  const folder = mkdtempSync(join(tmpdir(), "settings-"));
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const { NEXTAUTH_SECRET, SECRET_KEYS, ...rest } = good;
  const inFiles = {
    ...rest,
    NEXTAUTH_SECRET: undefined,
    SECRET_KEYS: undefined,
    NEXTAUTH_SECRET_FILE: write("session", `${NEXTAUTH_SECRET}\n`),
    SECRET_KEYS_FILE: write("keys", SECRET_KEYS),
  };
  const read = await envWith(inFiles);
  expect([read.NEXTAUTH_SECRET, read.SECRET_KEYS.map(({ id }) => id)]).toEqual([NEXTAUTH_SECRET, ["new", "old"]]);

  vi.resetModules();
  await expect(envWith({ ...inFiles, SECRET_KEYS_FILE: join(folder, "absent") })).rejects.toThrow(
    /SECRET_KEYS_FILE: ENOENT/,
  );
  vi.resetModules();
  const twice = await envWith({ ...inFiles, SECRET_KEYS }).catch((error: Error) => error.message);
  expect(twice).toContain("SECRET_KEYS_FILE: is given as SECRET_KEYS, too");
  expect(twice).not.toContain(SECRET_KEYS);
  rmSync(folder, { recursive: true });
});

it.each([
  ["https://id.example.com", true],
  ["http://127.0.0.1:4000", true],
  ["http://localhost:4000/realms/acme", true],
  ["http://[::1]:4000", true],
  ["http://id.example.com", false],
  ["http://127.0.0.1.example.com", false],
  ["http://10.0.0.5", false],
  ["ftp://id.example.com", false],
  ["id.example.com", false],
])("talks to a provider in private: %s %s", async (OIDC_ISSUER, isTaken) => {
  for (const [name, value] of Object.entries({ ...good, OIDC_ISSUER })) vi.stubEnv(name, value);
  const { envOf } = await import("#lib/env.ts");
  const read = () => envOf("OIDC_ISSUER").OIDC_ISSUER;
  if (isTaken) expect(read()).toBe(OIDC_ISSUER);
  else expect(read).toThrow("OIDC_ISSUER: ");
});

it("wants all settings of a provider or a mail server, or none", async () => {
  const some = [
    { OIDC_ISSUER: "https://id.example.com" },
    { SMTP_URL: "smtps://mail.example.com" },
    { MAIL_FROM: "a@example.com" },
  ];
  for (const values of some) {
    vi.resetModules();
    await expect(envWith({ ...good, ...values })).rejects.toThrow(/is missing/);
    vi.unstubAllEnvs();
  }
  vi.resetModules();
  const oidc = { OIDC_ISSUER: "https://id.example.com", OIDC_CLIENT_ID: "portal", OIDC_CLIENT_SECRET: "hunter2" };
  expect(await envWith({ ...good, ...oidc })).toMatchObject({
    ...oidc,
    OIDC_NAME: "OpenID Connect",
    OIDC_SECOND_FACTORS: ["mfa"],
    REQUIRE_TOTP: "none",
  });
});
