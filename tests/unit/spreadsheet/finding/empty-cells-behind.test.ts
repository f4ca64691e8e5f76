import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";

const header = ["Cédula", "Nombre", "Correo", "Celular", "Crédito", "Producto", "Saldo", "Capital", "Intereses"];
const ids = [
  ..."debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(" "),
  "obligation.total_balance",
];

function row(at: number): string[] {
  const digits = String(at).padStart(4, "0");
  const money = [`${150_000 + at}`, `${100_000 + at}`, "50000"];
  return [`10203${digits}`, "Ana Ruiz", `a${at}@x.co`, "3001234567", `A${digits}`, "Consumo", ...money];
}

/** Rows whose last `sparse` columns are filled in every other row. */
function rowsWith(count: number, sparse: number): string[][] {
  return Array.from({ length: count }, (_, at) =>
    row(at).map((cell, column) => (at % 2 === 1 && column >= header.length - sparse ? "" : cell)),
  );
}

async function told(lines: readonly (readonly string[])[], end = "\n") {
  const text = `${[header, ...lines].map((cells) => cells.join(";")).join("\n")}${end}`;
  const workbench = new Workbench();
  const report = await workbench.open({ file: new File([text], "cartera.csv"), settings: {}, fields: standardFields });
  const columns = report.columns.map((_, at) =>
    at < ids.length ? { state: "field", field: ids[at], reading: { decimalMark: "," } } : { state: "left_out" },
  );
  const context = { fields: standardFields, mapping: mappingSchema.parse({ columns }), country: "CO" as const };
  const summary = workbench.apply({ context });
  const { rows: shown } = workbench.window({ from: 0, count: lines.length, filter: { show: "all" } });
  const issues = shown.flatMap(({ row: at, issues: of }) => of.map(({ code }) => `${at} ${code}`));
  // The server reads each row by itself.
  const read = compileRowReader({ ...context, mapping: workbench.planStaging().mapping });
  const onServer = lines.flatMap((cells, at) =>
    read(at, { line: at + 2, cells, kinds: null }).issues.map(({ code }) => `${at} ${code}`),
  );
  expect(onServer.filter((one) => /row_(?:short|long)/.test(one))).toEqual(
    issues.filter((one) => /row_(?:short|long)/.test(one)),
  );
  return { issues, notices: report.notices.map(({ code }) => code), staged: summary.totals.staged.rows };
}

describe("empty cells behind a row", () => {
  test("leave no debtor out, in any number or row", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 20, max: 50 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 2 }),
        async (count, places, more, sparse) => {
          const rows = rowsWith(count, sparse);
          for (const place of places) {
            const at = place % count;
            // Behind a cell that other rows lack, the empty cells may have been pushed there.
            if (sparse > 0 && at % 2 === 0) continue;
            rows[at] = [...(rows[at] ?? []), ...Array<string>(more).fill("")];
          }
          expect(await told(rows)).toEqual({ issues: [], notices: [], staged: count });
        },
      ),
      { numRuns: cases(60) },
    );
  });

  test("are reported if a cell may have been pushed there", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: 50 }),
        fc.nat(),
        fc.nat(header.length - 1),
        fc.constantFrom("", "4", "double"),
        fc.integer({ min: 0, max: 2 }),
        async (count, place, column, what, sparse) => {
          const rows = rowsWith(count, sparse);
          const at = place % count;
          const cells = rows[at] ?? [];
          if (cells.slice(column).every((cell) => cell === "")) return;
          rows[at] = cells.toSpliced(column, 0, what === "double" ? (cells[column] ?? "") : what);
          expect((await told(rows)).issues).toContain(`${at} row_long`);
        },
      ),
      { numRuns: cases(80) },
    );
  });

  test("may be missing if nearly all other rows have them", async () => {
    const all = rowsWith(40, 0).map((cells) => [...cells, ""]);
    all[7] = row(7);
    expect(await told(all)).toEqual({ issues: [], notices: [], staged: 40 });
    // The row lacks a cell of its own, and the empty one behind makes up for it.
    all[9] = [...row(9).toSpliced(7, 1), ""];
    expect((await told(all)).issues).toEqual(["9 row_short"]);
    all[9] = [...row(9), "", ""];
    expect((await told(all)).issues).toEqual([]);
    all[9] = [...row(9), "4"];
    expect((await told(all)).issues).toEqual(["9 row_long"]);
  });

  test("are not a cut if the last row's cells are complete", async () => {
    const all = rowsWith(40, 0).map((cells) => [...cells, ""]);
    all[39] = row(39);
    expect(await told(all, "")).toEqual({ issues: [], notices: ["open_end"], staged: 40 });
    all[39] = row(39).slice(0, 8);
    expect((await told(all, "")).notices).toEqual(["cut_row"]);
  });

  test("are reported if too few rows show what is filled", async () => {
    const all = rowsWith(5, 0);
    all[2] = [...row(2), ""];
    expect((await told(all)).issues).toEqual(["2 row_long"]);
  });
});
