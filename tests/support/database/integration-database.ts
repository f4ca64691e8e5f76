import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { createTestDatabase } from "./database.ts";
import { roleAddresses } from "./role-addresses.ts";

// Runs in each integration test file's own process before the file is imported. Whatever reads the
// environment later (lib/env.ts, and through it the Prisma client and the queue) uses a database that no
// other file uses, with the role of a portal; worker processes get that of a worker.
const created = await createTestDatabase(inject("testServerUrl"));
Object.assign(process.env, roleAddresses(created.url));
process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString("hex");
process.env.NEXTAUTH_URL ??= "http://127.0.0.1:3000";
process.env.SECRET_KEYS ??= `test:${randomBytes(32).toString("base64")}`;
// Test files stage one upload after another.
process.env.UPLOAD_STARTS_PER_MINUTE ??= "100000";
process.env.LOG_LEVEL ??= "silent";

afterAll(async () => {
  const { disconnectDatabase } = await import("#lib/database/client.ts");
  await disconnectDatabase();
  const { disconnectOwner } = await import("./owner-database.ts");
  await disconnectOwner();
  const { disconnectBulk } = await import("#lib/database/pool.ts");
  await disconnectBulk();
  await created.drop();
});
