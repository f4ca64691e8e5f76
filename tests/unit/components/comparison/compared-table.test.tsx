import { describe, expect, test, vi } from "vitest";
import { changedRows, columnsOf } from "#components/comparison/changed-rows.ts";
import { ComparedTable } from "#components/comparison/compared-table.tsx";
import type { ComparedDebtorView } from "#lib/domain/views/comparison-view.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const debtor = (over: Partial<ComparedDebtorView>): ComparedDebtorView => ({
  identification: "10234561",
  group: "changed",
  obligationsBefore: 2,
  balanceBefore: "1000.00",
  obligations: 3,
  balance: "1500.50",
  changes: [],
  ...over,
});
const change = (fieldId: string, obligation: string | null, before: string | null, after: string | null) => ({
  fieldId,
  obligation,
  before,
  after,
});
const changes = [
  change("debtor.Telephone", null, "3001234567", "3009876543"),
  change("obligation.total_balance", "CR-1", "1000.00", "900.50"),
  change("obligation.last_pay", "CR-1", null, "99.50"),
  change("obligation.id", "CR-9", null, "CR-9"),
  change("obligation.total_balance", "CR-9", null, "600.00"),
  change("obligation.id", "CR-2", "CR-2", null),
];
const table = (debtors: readonly ComparedDebtorView[], hasBalance = true) =>
  rendered(<ComparedTable tellsGone debtors={debtors} fieldOrder={["obligation.last_pay"]} hasBalance={hasBalance} />);

describe("debtors of a comparison", () => {
  test("are followed by their obligations that differ", () => {
    const rows = changedRows([debtor({ changes })]);
    expect(rows.map(({ obligation, appeared }) => [obligation, appeared])).toEqual([
      [null, null],
      ["CR-1", null],
      ["CR-9", "new"],
      ["CR-2", "gone"],
    ]);
    expect(columnsOf(rows, ["obligation.last_pay"])).toEqual(["obligation.last_pay", "debtor.Telephone"]);
  });

  test("have keys of their own where masks look alike, and the same ones once revealed", () => {
    const masked = ["a", "b"].map((key) =>
      debtor({ identification: "••••4561", changes, revealBy: { list: "compared", uploadId: "u", key } }),
    );
    const keys = changedRows([debtor({ changes }), ...masked]).map(({ key }) => key);
    expect(new Set(keys).size).toBe(3 * 4);
    const shown = vi.fn((one: ComparedDebtorView) => ({ ...one, identification: "10234561" }));
    expect(changedRows([debtor({ changes }), ...masked], shown).map(({ key }) => key)).toEqual(keys);
    expect(shown).toHaveBeenCalledTimes(3);
  });

  test("have old and new in the cell, otherwise dots", () => {
    const { text, markup } = table([debtor({ changes })]);
    expect(text).toContain("Antes: 3001234567 → , Ahora: 3009876543");
    expect(text).toContain("Antes: 1.000,00 → , Ahora: 900,50");
    expect(text).toContain("Antes: vacío → , Ahora: 99,50");
    expect(text).toMatch(/CR-9 nueva/);
    expect(text).toMatch(/CR-2 salió/);
    // Of the debtor one cell, of its obligations two, three and all four.
    expect(markup.split(">…<").length - 1).toBe(1 + 2 + 3 + 4);
  });

  test.each([
    ["es", "27/11/2026"],
    ["en", "Nov 27, 2026"],
    ["pt-BR", "27 de nov. de 2026"],
  ] as const)("have dates as %s writes them", (locale, written) => {
    const day = change("obligation.expiring_date", "CR-1", "2026-11-27", "2026-02-31");
    const debtors = [debtor({ changes: [day] })];
    const { text } = rendered(<ComparedTable tellsGone debtors={debtors} fieldOrder={[]} hasBalance />, locale);
    expect(text).toContain(`${written} →`);
    // What is no day stays as it was sent, and so does what only looks like one.
    expect(text).toContain("2026-02-31");
    const name = change("debtor.Name", null, "2026-11-27", "Ana");
    expect(table([debtor({ changes: [name] })]).text).toContain("2026-11-27");
  });

  test("are shown without old values where nobody knows them", () => {
    expect(table([debtor({ changes: null })]).text).toContain("No se sabe qué tiene el CRM");
    expect(table([debtor({ changes: [] })]).text).toContain("Igual a lo último aceptado, pero no se sabe");
    expect(table([debtor({ changes })]).text).not.toContain("no se sabe");
    expect(table([debtor({ changes: [], group: "new" })]).text).not.toContain("no se sabe");
  });

  test("who are new or gone have one balance", () => {
    const gone = table([debtor({ group: "gone", obligations: 0, balance: "0.00" })]).text;
    expect(gone).toContain("1.000,00");
    expect(gone).not.toContain("→");
    const added = table([debtor({ group: "new", obligationsBefore: 0, balanceBefore: "0.00" })]).text;
    expect(added).toContain("1.500,50");
    expect(added).not.toContain("→");
  });

  test("have no balances where none is loaded", () => {
    expect(table([debtor({})], false).text).not.toContain("Saldo");
  });

  test("of an empty group are not there", () => {
    expect(table([]).text).toBe("Ningún cliente en este grupo.");
  });
});
