import { randomBytes } from "node:crypto";
import { afterAll, inject, vi } from "vitest";
import { forgetAll } from "#lib/once-a-process.ts";
import { createTestDatabase } from "./database.ts";
import { expectNoConnectionLeft } from "./no-connection-left.ts";
import { roleAddresses } from "./role-addresses.ts";

// Runs before each integration test file, several of which share a process one after the other: loading the
// packages anew for each took longer than many of their tests. What a file sets or remembers ends with it: the
// environment is as the process began, the portal's modules are evaluated anew, and whatever reads the environment
// later (lib/env.ts, and through it the Prisma client and the queue) uses a database that no other file uses, with
// the role of a portal; worker processes get that of a worker.
const holder: typeof globalThis & { environmentAtStart?: NodeJS.ProcessEnv } = globalThis;
holder.environmentAtStart ??= { ...process.env };
for (const name of Object.keys(process.env)) if (!(name in holder.environmentAtStart)) delete process.env[name];
Object.assign(process.env, holder.environmentAtStart);
vi.resetModules();
forgetAll();

const created = await createTestDatabase(inject("testServerUrl"));
Object.assign(process.env, roleAddresses(created.url));
process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString("hex");
process.env.NEXTAUTH_URL ??= "http://127.0.0.1:3000";
process.env.SECRET_KEYS ??= `test:${randomBytes(32).toString("base64")}`;
// Test files stage one upload after another.
process.env.UPLOAD_STARTS_PER_MINUTE ??= "100000";
process.env.LOG_LEVEL ??= "silent";

afterAll(async () => {
  const { closeAll } = await import("./close-all.ts");
  await expectNoConnectionLeft(inject("testServerUrl"), created.url, closeAll);
  await created.drop();
});
