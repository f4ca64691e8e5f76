import { expect, test } from "vitest";
import { columnsOfLoad, type Load, loadOf } from "#lib/domain/portfolio/load.ts";
import { loadSchema } from "#lib/domain/portfolio/load-schema.ts";

const loads: readonly Load[] = [{ kind: "whole" }, { kind: "part", number: 2, of: 3 }, { kind: "additions" }];

test.each(loads)("a load survives being stored: %j", (load) => {
  expect(loadOf(columnsOfLoad(load))).toEqual(load);
  expect(loadSchema.parse(load)).toEqual(load);
});

test.each([
  { kind: "part", number: 4, of: 3 },
  { kind: "part", number: 0, of: 3 },
  { kind: "part", number: 1, of: 1 },
  { kind: "whole", of: 2 },
  { kind: "rest" },
])("refuses what is no load: %j", (load) => {
  expect(loadSchema.safeParse(load).success).toBe(false);
});
