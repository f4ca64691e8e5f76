import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { onTestDatabase } from "#tests/support/database/on-test-database.ts";
import { takeWarnings } from "#tests/support/warnings/reported-warnings.ts";

const busy = [{ text: expect.stringContaining("called while the client was executing a query") }];

test("a query of a connection that has one under way is warned of, one after the other not", async () => {
  await onTestDatabase(async (client) => {
    await Promise.all([client.query("SELECT 1"), client.query("SELECT 2")]);
    expect(takeWarnings()).toMatchObject(busy);
    await client.query("SELECT 1");
    await expect(client.query("SELECT 1 / 0")).rejects.toThrow("division by zero");
    await client.query("SELECT 2");
    expect(takeWarnings()).toEqual([]);
  });
});

test("and in a process that is started", () => {
  const script = `import pg from "pg";
    const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
    await client.connect();
    await Promise.all([client.query("SELECT 1"), client.query("SELECT 2")]);
    await client.end();`;
  execFileSync(process.execPath, ["--input-type=module", "-e", script]);
  expect(takeWarnings()).toMatchObject(busy);
});
