import { expect, test } from "vitest";
import { ReadingChoice } from "#components/mapping/reading-choice.tsx";
import { unitOfLastTime } from "#lib/domain/mapping/columns/amount-unit.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { describedColumns } from "#tests/support/readings/described-columns.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { columnReport } from "./column-reports.ts";

test.each(locales)("in %s the question for a unit shows each answer's sum", (locale) => {
  const [column] = describedColumns([{ header: "SALDO_MILES", cells: ["53.722.494,50", "1.000"] }]);
  if (column === undefined) throw new Error("no column");
  const { text } = rendered(
    <ReadingChoice
      column={column}
      question="amountUnit"
      reading={{ decimalMark: "," }}
      currency="COP"
      onChange={() => undefined}
    />,
    locale,
  );
  const sums = text
    .replaceAll(/(?<=\d)[.,](?=\d{3})/g, "")
    .replaceAll(",", ".")
    .match(/[\d.]+(?= COP)/g);
  expect(sums).toEqual(["53723494.50", "53723494500.00", "53723494500000.00"]);
});

test.each(locales)("in %s the unit of last time is proposed", (locale) => {
  const column = columnReport(0, "Saldo", { samples: ["1250"], amountUnit: unitOfLastTime("thousands") });
  const { text } = rendered(
    <ReadingChoice column={column} question="amountUnit" reading={{}} currency="COP" onChange={() => undefined} />,
    locale,
  );
  expect(text).toMatch(/1[.,]000;/);
  expect(text).toContain(messagesFor(locale).mapping.reading.units.thousands);
});
