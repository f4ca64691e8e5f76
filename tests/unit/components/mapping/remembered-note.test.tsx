import { describe, expect, test } from "vitest";
import { RememberedAnswers } from "#components/mapping/read-as-last-time.tsx";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { recalledAnswers, rememberedAnswers } from "#lib/domain/mapping/answers/remembered-answers.ts";
import type { CellReading } from "#lib/domain/mapping/cell-reading.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { columnReport } from "./column-reports.ts";

const to = (field: string, reading: CellReading) => ({ state: "field", field, group: 0, reading }) as const;
const mapping: Mapping = {
  layout: "row_per_obligation",
  columns: [
    to("obligation.total_balance", { decimalMark: "," }),
    to("obligation.expiring_date", { dateOrder: "dmy" }),
    to("debtor.Name", {}),
  ],
  constants: [],
  defaults: [],
  separators: [],
  conflicts: [],
};
const params = { cells: 2 };
const sums = { ",": { sum: "280125.00", unreadable: 0 }, ".": { sum: "280.13", unreadable: 0 } };
const columnsThatAre = (certainty: "ambiguous" | "sure"): readonly ColumnReport[] => [
  columnReport(0, "Saldo", {
    sums,
    decimalMark: { value: ",", certainty, evidence: "decimal_undecided", params, alternatives: ["."] },
  }),
  columnReport(1, "Vence", {
    dateOrder: { value: "dmy", certainty, evidence: "date_undecided", params, alternatives: ["mdy"] },
  }),
  columnReport(2, "Nombre"),
];

const answersOf = (columns: readonly ColumnReport[], of: Mapping) =>
  rememberedAnswers(recalledAnswers(columns, of, standardFields), columns, of);

describe("the note of a file with remembered columns", () => {
  test.each(locales)("lists remembered answers and both sums of an amount in %s", (locale) => {
    const answers = answersOf(columnsThatAre("ambiguous"), mapping);
    expect(answers.map(({ column, reading }) => [column.header, reading])).toEqual([
      ["Saldo", { decimalMark: "," }],
      ["Vence", { dateOrder: "dmy" }],
    ]);
    const { text } = rendered(<RememberedAnswers answers={answers} currency="COP" />, locale);
    const messages = messagesFor(locale);
    expect(text).toContain("Saldo");
    expect(text).toContain(messages.mapping.reading.short.comma);
    expect(text).toMatch(/280[.,]125/);
    expect(text).toMatch(/280[.,]13/);
    expect(text).toContain("Vence");
    expect(text).toContain(messages.mapping.reading.dmy);
    expect(text).not.toContain("Nombre");
  });

  test.each(locales)("is empty where the values decide everything, in %s", (locale) => {
    const answers = answersOf(columnsThatAre("sure"), mapping);
    expect(answers).toEqual([]);
    const { text } = rendered(<RememberedAnswers answers={answers} currency="COP" />, locale);
    expect(text).toBe("");
  });

  test.each(locales)("names the count of days that was kept, in %s", (locale) => {
    const asked = { value: "1900", certainty: "ambiguous", evidence: "dates_as_numbers", params } as const;
    const column = columnReport(0, "Vence", { dayCount: { ...asked, alternatives: ["1904"] } });
    const counted = { ...mapping, columns: [to("obligation.expiring_date", { dayCount: "1900" })] };
    const answers = answersOf([column], counted);
    const { text } = rendered(<RememberedAnswers answers={answers} currency="COP" />, locale);
    expect(text).toContain(messagesFor(locale).mapping.reading.dayCounts["1900"]);
  });
});
