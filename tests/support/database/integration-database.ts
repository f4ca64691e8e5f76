import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { createTestDatabase } from "./database.ts";

// Runs before each integration test file is imported, in that file's own process: whatever reads the environment afterwards
// (lib/env.ts, and through it the Prisma client and the queue) works on a database that no other file knows.
const created = await createTestDatabase(inject("testServerUrl"));
process.env.DATABASE_URL = created.url;
process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString("hex");
process.env.NEXTAUTH_URL ??= "http://127.0.0.1:3000";
process.env.SECRET_KEYS ??= `test:${randomBytes(32).toString("base64")}`;
// Files stage one upload after another.
process.env.UPLOAD_STARTS_PER_MINUTE ??= "100000";
process.env.LOG_LEVEL ??= "silent";

afterAll(async () => {
  const { disconnectDatabase } = await import("#lib/database/client.ts");
  await disconnectDatabase();
  const { disconnectBulk } = await import("#lib/database/pool.ts");
  await disconnectBulk();
  await created.drop();
});
