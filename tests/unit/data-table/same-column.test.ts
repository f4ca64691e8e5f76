import fc from "fast-check";
import { expect, test } from "vitest";
import type { DataColumn } from "#components/data-table/data-table-types.ts";
import { sameColumn } from "#components/data-table/use-grid-selection.ts";

const columns = ["a", "b", "c", "d"].map((id) => ({ id }) as DataColumn);

test("a selection stays in its column wherever that goes, and in its place where it is gone", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(columns), fc.nat(3), (now, place) => {
      const at = sameColumn(place, columns, now);
      if (now.some(({ id }) => id === columns[place]?.id)) expect(now[at]?.id).toBe(columns[place]?.id);
      else expect(at).toBe(place);
    }),
  );
});
