import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const texts = globSync("{app,lib,prisma,components}/**/*.{ts,tsx}", { cwd: root })
  .filter((path) => !path.startsWith("lib/database/generated/"))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

function filesWith(pattern: RegExp): string[] {
  return texts.flatMap(({ path, text }) => (pattern.test(text) ? [path] : [])).sort();
}

test("only who decides about a tenant makes a TenantId", () => {
  expect(filesWith(/\bas (readonly )?TenantId\b|\bas unknown as\b.*TenantId/)).toEqual([
    // The demo, before anybody signs in.
    "lib/database/tenants/tenants.ts",
    "lib/services/authorise.ts",
    "prisma/demo.ts",
    "prisma/seed.ts",
  ]);
});

test("only the database's own doors connect to it", () => {
  expect(filesWith(/\bnew (PrismaClient|ReachingPool|Pool|Client|pg\.Pool|pg\.Client|PgBoss)\(/)).toEqual([
    "lib/database/client.ts",
    "lib/database/pool.ts",
    "lib/database/uploads/upload-changes.ts",
    "lib/queue/migrate-queue.ts",
    "lib/queue/tenant-work.ts",
    // As the owner.
    "lib/up/embedded-postgres.ts",
    "lib/up/portal-database.ts",
    "prisma/access/roles.ts",
    "prisma/migrate.ts",
    "prisma/schema-engine.ts",
  ]);
});

test("who owns the tables is known to nobody who serves or sends", () => {
  expect(filesWith(/DATABASE_OWNER_URL/)).toEqual([
    "lib/env.ts",
    "lib/up/command-database.ts",
    "lib/up/create-migration.ts",
    "lib/up/postgres-place.ts",
    "lib/up/settings.ts",
    "lib/up/stack.ts",
    "prisma/migrate.ts",
  ]);
});
