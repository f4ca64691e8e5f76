import pg from "pg";
import { expect, inject, test } from "vitest";
import { expectNoConnectionLeft } from "#tests/support/database/no-connection-left.ts";

test("a connection that a file leaves open is named", async () => {
  const url = process.env.DATABASE_OWNER_URL ?? "";
  const left = new pg.Client({ connectionString: url, application_name: "forgotten" });
  await left.connect();
  await left.query("SELECT 'the last'");
  await expect(expectNoConnectionLeft(inject("testServerUrl"), url, 0)).rejects.toThrow(
    "1 connection(s) left open:\nportal forgotten idle after: SELECT 'the last'",
  );
  await left.end();
  await expectNoConnectionLeft(inject("testServerUrl"), url);
});
