import pg from "pg";
import { expect, inject, test } from "vitest";
import { closeAll } from "#tests/support/database/close-all.ts";
import { createTestDatabase } from "#tests/support/database/database.ts";
import { expectNoConnectionLeft } from "#tests/support/database/no-connection-left.ts";

const url = process.env.DATABASE_OWNER_URL ?? "";

test("a connection that a file leaves open is named", async () => {
  const left = new pg.Client({ connectionString: url, application_name: "forgotten" });
  await left.connect();
  await left.query("SELECT 'the last'");
  await expect(expectNoConnectionLeft(inject("testServerUrl"), url, closeAll, 0)).rejects.toThrow(
    "1 connection(s) left open:\nportal forgotten idle after: SELECT 'the last'",
  );
  await left.end();
  await expectNoConnectionLeft(inject("testServerUrl"), url, closeAll);
});

test("so is one to another database that a test makes", async () => {
  const other = await createTestDatabase(inject("testServerUrl"));
  const left = new pg.Client({ connectionString: other.url, application_name: "forgotten" });
  left.on("error", () => undefined);
  await left.connect();
  await expect(other.drop(0)).rejects.toThrow("1 connection(s) left open:\nportal forgotten");
});

test("what connects again while the rest is closed is closed too", async () => {
  let straggler: pg.Client | null = null;
  let rounds = 0;
  await expectNoConnectionLeft(inject("testServerUrl"), url, async () => {
    await straggler?.end();
    straggler = rounds++ === 0 ? new pg.Client({ connectionString: url }) : null;
    await straggler?.connect();
  });
  expect(rounds).toBeGreaterThan(1);
  expect(straggler).toBeNull();
});
