import { expect, it } from "vitest";
import { operationSchema } from "#lib/services/tenants/tenant-input.ts";

it.each(["modulotest03", "cobranzas_prueba", "op_1", " banco-uno.co ", "_x", "A".repeat(100)])(
  "an operation may be called %s",
  (name) => {
    expect(operationSchema.parse(name)).toBe(name.trim());
  },
);

it.each([
  "..",
  ".",
  "...",
  "../..",
  "a..b",
  ".a",
  "a.",
  "a/b",
  "a\\b",
  "a%2fb",
  "a b",
  "a?b",
  "a#b",
  "-a",
  "ñandú",
  "a\0",
  "",
  "A".repeat(101),
])("an operation may not be called %j", (name) => expect(operationSchema.safeParse(name).success).toBe(false));
