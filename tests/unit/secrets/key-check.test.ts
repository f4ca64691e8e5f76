import { expect, test } from "vitest";
import { keyCheckOf, secretKeyChecks } from "#lib/secrets/key-check.ts";

const key = Buffer.alloc(32, 1);

test("a check value is the same for the same key and name alone", () => {
  const { name, value } = keyCheckOf({ id: "k", key });
  expect([name, value]).toEqual(["k", expect.stringMatching(/^[\da-f]{32}$/)]);
  expect(keyCheckOf({ id: "k", key: Buffer.from(key) }).value).toBe(value);
  expect(keyCheckOf({ id: "k", key: Buffer.alloc(32, 2) }).value).not.toBe(value);
  expect(keyCheckOf({ id: "other", key }).value).not.toBe(value);
  expect(key.toString("hex")).not.toContain(value);
});

test("a check value never changes: databases keep it", () => {
  expect(keyCheckOf({ id: "k", key }).value).toBe("b44ff31e678a478eb8c160e2536a81f2");
});

test("every key of SECRET_KEYS has its own", () => {
  const before = process.env.SECRET_KEYS;
  process.env.SECRET_KEYS = `k:${key.toString("base64")},old:${Buffer.alloc(32, 2).toString("base64")}`;
  expect(secretKeyChecks()).toEqual([
    keyCheckOf({ id: "k", key }),
    keyCheckOf({ id: "old", key: Buffer.alloc(32, 2) }),
  ]);
  process.env.SECRET_KEYS = before;
});
