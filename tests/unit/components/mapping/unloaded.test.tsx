import { describe, expect, test } from "vitest";
import { UnloadedNote } from "#components/mapping/unloaded-note.tsx";
import { TotalsStrip } from "#components/review/totals-strip.tsx";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { unplacedColumns } from "#lib/domain/mapping/answers/unplaced-columns.ts";
import type { ColumnMapping, Mapping } from "#lib/domain/mapping/mapping.ts";
import { loadsBalance } from "#lib/domain/mapping/unloaded.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { columnReport, proposal } from "./column-reports.ts";

const to = (field: string) => ({ state: "field", field, group: 0, reading: {} }) as const;
const mapped = (...columns: readonly ColumnMapping[]): Mapping => ({
  layout: "row_per_obligation",
  columns: [...columns],
  constants: [],
  defaults: [],
  separators: [],
  conflicts: [],
});
const open = { state: "unmapped" } as const;
const report = {
  columns: [
    columnReport(0, "Cédula", { proposal: proposal("debtor.Identification") }),
    columnReport(1, "Saldo total"),
    columnReport(2, "Fecha límite de pago", { proposal: proposal("obligation.expiring_date", "doubtful") }),
    columnReport(3, "Zona"),
  ],
};
const unplaced = (mapping: Mapping, declined: readonly number[] = []) =>
  unplacedColumns(report, mapping, standardFields, declined).map(({ header, field }) => [header, field]);

describe("columns not loaded although they look like a field", () => {
  test("are those with a certain name or an offer", () => {
    expect(unplaced(mapped(to("debtor.Identification"), open, open, open))).toEqual([
      ["Saldo total", "obligation.total_balance"],
      ["Fecha límite de pago", "obligation.expiring_date"],
    ]);
  });

  test("exclude decided columns and fields already given", () => {
    const mapping = mapped(to("debtor.Identification"), { state: "left_out" }, open, to("obligation.expiring_date"));
    expect(unplaced(mapping)).toEqual([]);
    expect(unplaced(mapped(to("debtor.Identification"), open, open, open), [1, 2])).toEqual([]);
  });
});

describe("a mapping without a balance", () => {
  const totals = { rows: 5, debtors: 5, obligations: 5, balance: "0.00" };

  test("has neither a column nor a constant for it", () => {
    expect(loadsBalance(mapped(to("debtor.Identification"), open))).toBe(false);
    expect(loadsBalance(mapped(to("obligation.balance_payment")))).toBe(false);
    expect(loadsBalance(mapped(to("obligation.total_balance")))).toBe(true);
    expect(loadsBalance({ columns: [], constants: [{ field: "obligation.total_balance", value: "10" }] })).toBe(true);
  });

  test.each(locales)("gets a note with candidates and no sum of 0 (%s)", (locale) => {
    const columns = unplacedColumns(report, mapped(to("debtor.Identification"), open, open, open), standardFields, []);
    const { text } = rendered(<UnloadedNote hasBalance={false} unplaced={columns} onShow={() => undefined} />, locale);
    const { mapping, review } = messagesFor(locale);
    expect(text).toContain(mapping.noBalance.title);
    expect(text).toContain("Saldo total");
    expect(text).toContain(mapping.unloaded.show);
    const strip = (hasBalance: boolean) =>
      rendered(
        <TotalsStrip
          totals={{ file: totals, setAside: 0, leftOut: { ...totals, rows: 0 }, staged: totals }}
          currency="COP"
          hasBalance={hasBalance}
          unreadable={3}
          isOpen={false}
          onOpenChange={() => undefined}
        />,
        locale,
      ).text;
    expect(strip(true)).toContain("COP");
    expect(strip(true)).toMatch(/COP\s*3 /);
    expect(strip(false)).not.toContain("COP");
    expect(strip(false)).toContain(review.totals.noBalance);
  });

  test.each(locales)("the note names columns of further obligations, known or not (%s)", (locale) => {
    const columns = [
      { column: 7, header: "CREDITO_2", field: "obligation.id" },
      { column: 8, header: "OTRO_2", field: null },
    ];
    const { text } = rendered(<UnloadedNote hasBalance unplaced={columns} />, locale);
    expect(text).toContain("CREDITO_2");
    expect(text).toMatch(/[«“]OTRO_2[»”](?! \()/u);
  });

  test.each(locales)("there is no note where nothing is left open (%s)", (locale) => {
    expect(rendered(<UnloadedNote hasBalance unplaced={[]} onShow={() => undefined} />, locale).text).toBe("");
  });
});
