import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definedOnly, type StackEnvironment } from "#lib/up/settings.ts";
import type { Stack } from "#lib/up/stack.ts";
import { roleAddresses } from "#tests/support/database/role-addresses.ts";
import { withoutDatabase } from "#tests/support/runs/processes.ts";

/** What a measured process works on: a database by its owner's address, a running portal with its database, or neither. */
export type TaskDatabase = string | Pick<Stack, "env" | "ownerUrl"> | null;

/**
 * Everything that a measured process and those it starts read from their environment. The one place that makes it: the
 * owner's address, with which a task arranges, is in no stack's environment.
 */
export function taskEnvironment(database: TaskDatabase): StackEnvironment {
  const own = {
    ...definedOnly(withoutDatabase(process.env)),
    NODE_ENV: "production" as const,
    // Compiling TypeScript takes 30 MB in a process; with the cache only the first process pays them.
    NODE_COMPILE_CACHE: join(tmpdir(), "upload-portal-bench-compiled"),
  };
  if (database === null) return own;
  if (typeof database !== "string") return { ...own, ...database.env, DATABASE_OWNER_URL: database.ownerUrl };
  return {
    ...own,
    ...roleAddresses(database),
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    NEXTAUTH_URL: "http://127.0.0.1:3000",
    SECRET_KEYS: `bench:${randomBytes(32).toString("base64")}`,
  };
}
