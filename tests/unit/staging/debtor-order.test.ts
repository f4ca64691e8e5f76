import fc from "fast-check";
import { expect, test } from "vitest";
import { DebtorOrder } from "#lib/staging/debtor-order.ts";

const names = fc.array(fc.option(fc.nat(80).map(String), { freq: 8 }), { maxLength: 120 });

test("debtors are found whatever the order that they are asked for in", () => {
  fc.assert(
    fc.property(names, fc.array(fc.nat(99).map(String), { maxLength: 200 }), fc.boolean(), (rows, asked, inOrder) => {
      const order = new DebtorOrder(rows.length);
      const numbers = new Map<string, number>();
      for (const [row, name] of rows.entries()) {
        order.add(name, 1);
        if (name !== null && !numbers.has(name)) numbers.set(name, order.debtorOf(row));
      }
      // As a snapshot is: mostly the file's own order, with others in between.
      const sequence = inOrder ? [...numbers.keys()].flatMap((name, at) => [name, ...asked.slice(at, at + 1)]) : asked;
      for (const name of [...sequence, ...asked]) expect(order.numberOf(name)).toBe(numbers.get(name));
    }),
    { numRuns: 1_000 },
  );
});
