import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { readMigrations, schemaPath, snapshotPath } from "#prisma/schema-engine.ts";

it("every change of the schema has its migration", async () => {
  // A comment is no change of the database.
  const declared = async (path: string) => (await readFile(path, "utf8")).replaceAll(/^\s*\/\/.*\n/gm, "");
  const hint = "run `npm run migration -- NAME`";
  expect(await declared(snapshotPath), hint).toBe(await declared(schemaPath));
});

it("no migration defines a function or trigger that stays", async () => {
  const { migrationDirectories } = await readMigrations();
  const found = migrationDirectories.flatMap(({ path, migrationFile: { content } }) => {
    const text = content.tag === "ok" ? content.value : "";
    const made = text.matchAll(
      /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?(?:CONSTRAINT\s+)?(?:FUNCTION|TRIGGER|PROCEDURE)\s+"?(?!pg_temp\.)(\w+)/gim,
    );
    return [...made].map(([, name]) => `${path}: ${name}`);
  });
  // Defined there for a column that it computes; nothing else is.
  const declared = "20261124000000_initial: rejection_key";
  expect(found, "put it into prisma/functions, whose text goes in after the migrations").toEqual([declared]);
});
