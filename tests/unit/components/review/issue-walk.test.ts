import fc from "fast-check";
import { expect, test } from "vitest";
import { nextIssuePlace } from "#components/review/use-issue-walk.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { ReviewRow, RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";

const mapped = ["debtor.Identification", "debtor.Name", "debtor.Email", "obligation.id", "obligation.total_balance"];
const context: DerivationContext = {
  fields: standardFields.filter(({ id }) => mapped.includes(id)),
  country: "CO",
  mapping: mappingSchema.parse({
    columns: mapped.map((field) => ({ state: "field", field, reading: { decimalMark: "," } })),
  }),
};

async function reviewed(cells: readonly (readonly string[])[]): Promise<Workbench> {
  const workbench = new Workbench();
  const lines = cells.map((texts, row) => [1_023_456 + row, ...texts].join(";"));
  const file = new File([["Cedula;Nombre;Correo;Credito;Saldo", ...lines, ""].join("\n")], "a.csv");
  await workbench.open({ file, settings: { headerLine: 1, takenIn: "all" }, fields: context.fields });
  workbench.apply({ context });
  return workbench;
}

const cells = fc.array(
  fc.tuple(
    fc.constantFrom("Ana", ""),
    fc.constantFrom("a@real.co", "a@real.co", "", "zzz"),
    fc.constantFrom("C-1", "C-2", "C-3", ""),
    fc.constantFrom("1,00", "1,00", "12abc"),
  ),
  { minLength: 1, maxLength: 12 },
);

test("F8 visits every problem in the order shown and tells when it begins again; Shift+F8 the other way", async () => {
  await fc.assert(
    fc.asyncProperty(
      cells,
      fc.constantFrom<RowFilter>({ show: "all" }, { show: "warnings" }, { show: "errors" }),
      fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }),
      fc.func(fc.boolean()),
      async (texts, filter, indexes, isLoaded) => {
        const workbench = await reviewed(texts);
        const columns = indexes.map((index) => ({ index }));
        const { rows } = workbench.window({ from: 0, count: 99, filter });
        const source = {
          nextIssue: async (input: Parameters<Workbench["nextIssue"]>[0]) => workbench.nextIssue(input),
          window: async (input: Parameters<Workbench["window"]>[0]) => workbench.window(input),
        };
        // The table may not have the row yet.
        const rowAt = (position: number): ReviewRow | undefined => (isLoaded(position) ? rows[position] : undefined);
        const expected = rows.flatMap(({ issues }, row) =>
          [0, ...columns.keys().map((at) => at + 1)]
            .filter((place) =>
              issues.some(({ column }) => columns.findIndex(({ index }) => index === column) + 1 === place),
            )
            .map((column) => ({ row, column })),
        );
        for (const direction of [1, -1] as const) {
          const visited = [];
          let [cell, isAround] = [
            direction === 1 ? { row: 0, column: -1 } : { row: rows.length - 1, column: 99 },
            false,
          ];
          // One step more than there are problems.
          for (let step = 0; step <= expected.length && expected.length > 0; step++) {
            const found = await nextIssuePlace({ source, columns, filter, cell, rowAt }, direction);
            if (found === null) throw new Error("there are problems");
            ({ cell, isAround } = found);
            expect(isAround).toBe(step === expected.length);
            visited.push(cell);
          }
          const inOrder = direction === 1 ? expected : expected.toReversed();
          expect(visited).toEqual([...inOrder, ...inOrder.slice(0, 1)]);
        }
      },
    ),
    { numRuns: cases(80) },
  );
});
