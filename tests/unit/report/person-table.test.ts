import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { personLines } from "#lib/domain/people/person-lines.ts";
import type { PersonExport } from "#lib/domain/views/person-view.ts";
import { locales } from "#lib/i18n/locale.ts";
import { personTable } from "#lib/i18n/person-words.ts";
import { isFormulaLike } from "#lib/spreadsheet/report/formula-guard.ts";
import { writeWords } from "#lib/spreadsheet/report/write-words.ts";
import { readWorkbook } from "#tests/support/reports/read-workbook.ts";

const upload = {
  ...{ uploadId: "0193a8f0-0000-7000-8000-000000000001", fileName: "cartera.csv", portfolio: "Banco" },
  ...{ loadedAt: "2026-11-20T12:00:00.000Z", confirmedAt: "2026-11-20T12:05:00.000Z" },
  ...{ operation: "op", server: "crm.wolkvox.com" },
};
const sent = { Identification: "77", Name: "=HYPERLINK(1)", Obligations: [{ id: "1-2", total_balance: "1000" }] };
const told: PersonExport = {
  ...{ identification: "77", exportedAt: "2026-11-21T12:00:00.000Z" },
  holds: [{ why: "claim", note: "PQR 5", since: "2026-11-01T12:00:00.000Z", until: "2026-12-01" }],
  accepted: [{ portfolio: "Banco", state: "live", obligations: 1, balance: "1000.00", data: sent }],
  records: [
    {
      ...upload,
      ...{ identification: "77", lines: [2], obligations: 1, balance: "1000.00", outcome: "rejected" },
      ...{ evidence: "isolated", reason: "refused", crmText: "no", settledAt: "2026-11-20T12:06:00.000Z" },
      ...{ statedBy: "Ana", note: "visto", sent, rows: [{ line: 2, cells: ["77", "+57-300"], kinds: "tt" }] },
    },
  ],
  leftOut: [
    {
      ...{ ...upload, identification: "77", line: 9, row: { line: 9, cells: ["77"], kinds: null } },
      issues: [
        {
          ...{ row: 7, column: 2, field: "debtor.Name", code: "identification_missing", severity: "error" },
          ...{ params: { value: "x" }, proposal: "y" },
        },
      ],
    },
  ],
  changes: [
    {
      ...upload,
      change: "changed",
      changes: [{ fieldId: "obligation.total_balance", obligation: "1-2", before: "900", after: "1000" }],
    },
  ],
};

/** The things that a JSON text says, told otherwise than by walking it. */
function saidBy(value: unknown): string[] {
  const said: string[] = [];
  JSON.stringify(value, (key, one) => {
    if (key === "kinds") return undefined;
    if (one !== null && typeof one !== "object" && one !== "") said.push(String(one));
    return one;
  });
  return said.toSorted();
}

describe("a person's export as lines", () => {
  test("says all that the JSON says, whatever was sent", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (data, rows) => {
        const one: PersonExport = {
          ...told,
          accepted: told.accepted.map((each) => ({ ...each, data })),
          records: told.records.map((each) => ({ ...each, sent: data, rows })),
        };
        const said = personLines(one).map(({ value }) => String(value));
        expect(said.toSorted()).toEqual(saidBy(JSON.parse(JSON.stringify(one))));
      }),
    );
  });

  test.each(locales)("has words for everything in %s", (locale) => {
    const { headers, rows } = personTable(told, locale);
    expect(headers).toHaveLength(3);
    expect(rows).toHaveLength(personLines(told).length);
    // The parameters of an issue have the names of that issue.
    const names = rows.flatMap(([, name = ""]) => (name.endsWith(" · value") ? [] : name.split(" · ")));
    expect(names.filter((name) => /^[a-z]+([A-Z_][a-z]*)*$/.test(name))).toEqual([]);
    const values = rows.map(([, , value]) => value);
    for (const code of ["claim", "rejected", "isolated", "live", "changed", "identification_missing", "debtor.Name"])
      expect(values).not.toContain(code);
    expect(values.filter((value = "") => /T\d\d:\d\d/.test(value))).toEqual([]);
  });
});

describe("its file", () => {
  const table = personTable(told, "es");

  test("runs no formula in a CSV", async () => {
    const text = new TextDecoder().decode(await writeWords(table, "csv"));
    expect(text).toContain("'=HYPERLINK(1)");
    expect(text).toContain("'+57-300");
    // An obligation's number stays one.
    expect(text).toContain("'1-2");
    const cells = text.split(/[;\r\n\ufeff]+/).filter((cell) => cell !== "");
    expect(cells.filter(isFormulaLike)).toEqual([]);
  });

  test("has the same texts in a workbook, none as a formula", async () => {
    const { texts, formulas } = readWorkbook(await writeWords(table, "xlsx"));
    expect(texts).toEqual([table.headers, ...table.rows]);
    expect(formulas).toEqual([]);
  });
});
