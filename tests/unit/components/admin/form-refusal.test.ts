import { expect, test } from "vitest";
import { refusedFields } from "#components/admin/form-refusal.ts";

test("a refused part is at fault with its whole", () => {
  const params = { fields: ["thresholds.goneShare"], problems: ["thresholds.goneShare:too_big"] };
  const refused = refusedFields({ code: "invalid", params });
  expect([...refused]).toEqual([
    ["thresholds", "too_big"],
    ["thresholds.goneShare", "too_big"],
  ]);
});

test("a taken name is named without a problem", () => {
  expect(refusedFields({ code: "conflict", params: { fields: ["name"] } }).get("name")).toBe("taken");
});
