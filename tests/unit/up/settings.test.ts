import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { findFreePort } from "#lib/up/free-port.ts";
import { givenEnvironment, readSecrets, stackEnvironment } from "#lib/up/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "portal-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("secrets are made once and readable by their owner only", () => {
  const first = readSecrets(folder);
  expect(readSecrets(folder)).toEqual(first);
  expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
  expect(first.adminPassword).not.toBe(first.supervisorPassword);
});

it("given settings override generated ones, except the places", () => {
  const database = { web: "postgresql://x/y", worker: "postgresql://w/y", staging: "postgresql://s/y" };
  const places = { database, port: 3001, sandboxHost: "127.0.0.1:4100" };
  const given = {
    NEXTAUTH_URL: "https://portal.example",
    PORT: "3000",
    WOLKVOX_EXTRA_HOSTS: "crm.test",
    UNSET: undefined,
  };
  const env = stackEnvironment(given, readSecrets(folder), places);
  expect(env).toMatchObject({ NEXTAUTH_URL: "https://portal.example", PORT: "3001", DATABASE_URL: "postgresql://x/y" });
  expect(env.WOLKVOX_EXTRA_HOSTS).toBe("127.0.0.1:4100,crm.test");
  expect("UNSET" in env).toBe(false);
});

it("the environment overrides the .env file", () => {
  const file = join(folder, "given.env");
  writeFileSync(file, "SESSION_HOURS=3\nWORKER_TENANTS=5\n");
  vi.stubEnv("SESSION_HOURS", undefined);
  vi.stubEnv("WORKER_TENANTS", "2");
  expect(givenEnvironment(file)).toMatchObject({ SESSION_HOURS: "3", WORKER_TENANTS: "2" });
  vi.unstubAllEnvs();
});

it("a taken port gives way to the next free one", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, resolve));
  const { port } = taken.address() as AddressInfo;
  expect(await findFreePort(port)).toBeGreaterThan(port);
  await new Promise((resolve) => taken.close(resolve));
});
