import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { schemaPath, snapshotPath } from "#prisma/schema-engine.ts";

it("no change of the schema is without its migration", async () => {
  const hint = "run `node prisma/migrate.ts create NAME`";
  expect(await readFile(snapshotPath, "utf8"), hint).toBe(await readFile(schemaPath, "utf8"));
});
