import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, test, vi } from "vitest";
import { settingNames } from "#lib/env.ts";
import { projectRoot } from "#lib/up/settings.ts";

/** Only `npm run up` reads it. */
const ofUp = "SEED_DEMO";
const example = readFileSync(join(projectRoot, ".env.example"), "utf8");
const operations = readFileSync(join(projectRoot, "OPERATIONS.md"), "utf8");
const written = parseEnv(example.replaceAll(/^#(?=[A-Z])/gm, ""));

test(".env.example has every setting and no other", () => {
  expect(Object.keys(written).sort()).toEqual([...settingNames, ofUp].sort());
});

test("the table of OPERATIONS.md has every setting and no other", () => {
  const rows = operations.match(/^\| `[A-Z_]+`(?:, `[A-Z_]+`)* \|/gm) ?? [];
  const names = rows.flatMap((row) => row.match(/[A-Z_]{2,}/g) ?? []);
  expect(names.sort()).toEqual([...settingNames, ofUp].sort());
});

test("the values in .env.example are the defaults", async () => {
  const required = {
    DATABASE_URL: "postgresql://u:p@127.0.0.1:5432/portal",
    NEXTAUTH_SECRET: "a".repeat(32),
    NEXTAUTH_URL: "http://localhost:3000",
    SECRET_KEYS: `k:${Buffer.alloc(32).toString("base64")}`,
  };
  const envWith = async (given: Readonly<Record<string, string | undefined>>) => {
    vi.resetModules();
    for (const name of settingNames) vi.stubEnv(name, given[name]);
    return (await import("#lib/env.ts")).env();
  };
  const filled = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== ""));
  expect(Object.keys(filled).length).toBeGreaterThan(10);
  expect(await envWith({ ...filled, ...required })).toEqual(await envWith(required));
  vi.unstubAllEnvs();
});
