import { createTranslator } from "use-intl";
import { expect, test } from "vitest";
import { ReadingChoice } from "#components/mapping/reading-choice.tsx";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { CellReading } from "#lib/domain/mapping/cell-reading.ts";
import { countQuestions } from "#lib/domain/mapping/check-mapping.ts";
import { askedUnit } from "#lib/domain/mapping/columns/amount-unit.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { formattingLocaleOf, locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { columnReport } from "./column-reports.ts";

const undecided = {
  value: ",",
  certainty: "ambiguous",
  evidence: "decimal_undecided",
  params: { cells: 2 },
  alternatives: ["."],
} as const;

test("questions are counted, not the columns that they are about", () => {
  const columns = [
    columnReport(0, "Saldo", { decimalMark: undecided, amountUnit: askedUnit("thousands", "header", {}) }),
    columnReport(1, "Cuota", { decimalMark: undecided }),
    columnReport(2, "Nombre", { decimalMark: undecided }),
  ];
  const count = (reading: CellReading) => {
    const fields = ["obligation.total_balance", "obligation.balance_payment", "debtor.Name"];
    const mapping: Mapping = {
      layout: "row_per_obligation",
      columns: fields.map((field, at) => ({ state: "field", field, group: 0, reading: at === 0 ? reading : {} })),
      constants: [],
      defaults: [],
      separators: [],
      conflicts: [],
    };
    return countQuestions(mapping, standardFields, columns);
  };
  expect(count({})).toBe(3);
  expect(count({ decimalMark: "," })).toBe(2);
  expect(count({ decimalMark: ",", amountUnit: "thousands" })).toBe(1);
});

test.each(locales)("in %s a unit that rounds a value says so", (locale) => {
  const shown = (samples: readonly string[]) =>
    rendered(
      <ReadingChoice
        column={columnReport(0, "Saldo", { samples, amountUnit: askedUnit("hundredths", "header", {}) })}
        question="amountUnit"
        reading={{ decimalMark: "," }}
        currency="COP"
        onChange={() => undefined}
      />,
      locale,
    ).text;
  expect(shown(["79.622.000,37"])).toMatch(/rounded|redonde|arredond/);
  expect(shown(["7962200037"])).not.toMatch(/rounded|redonde|arredond/);
});

test.each(locales)("in %s the columns of a similar file are not called last time's", (locale) => {
  const t = createTranslator({
    locale: formattingLocaleOf(locale),
    messages: messagesFor(locale),
    namespace: "mapping.near",
  });
  for (const whose of ["portfolio", "file"]) {
    const said = [
      t("text", { count: 0, whose }),
      t("text", { count: 2, whose }),
      t("lost", { whose, headers: "A", count: 1 }),
    ];
    for (const text of said) {
      expect(text).not.toMatch(/última vez|last time/i);
      expect(text).toMatch(whose === "portfolio" ? /cartera|carteira|portfolio/ : /archivo|arquivo|file/);
    }
  }
});
