import fc from "fast-check";
import { expect, test } from "vitest";
import { paramsOfTotals, totalsOfParams } from "#lib/domain/debtors/differing-totals.ts";

const part = fc.record({
  rows: fc.nat(),
  debtors: fc.nat(),
  obligations: fc.nat(),
  balance: fc.nat().map((cents) => (cents / 100).toFixed(2)),
});
const control = fc.record({ file: part, setAside: fc.nat(), leftOut: part, staged: part });

test("both totals survive a refusal's params, if all are there", () => {
  fc.assert(
    fc.property(control, control, fc.nat(25), (page, server, place) => {
      const params = paramsOfTotals({ page, server });
      expect(totalsOfParams(params)).toEqual({ page, server });
      const names = Object.keys(params);
      expect(names).toHaveLength(26);
      expect(
        totalsOfParams(
          Object.fromEntries(names.filter((_, at) => at !== place).map((name) => [name, params[name] ?? ""])),
        ),
      ).toBeNull();
    }),
  );
});
