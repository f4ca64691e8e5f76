import { describe, expect, test } from "vitest";
import { ReadingChoice } from "#components/mapping/reading-choice.tsx";
import { unitOfLastTime } from "#lib/domain/mapping/columns/amount-unit.ts";
import { type Locale, locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { describedColumns } from "#tests/support/readings/described-columns.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { columnReport } from "./column-reports.ts";

/** What the question for the unit of such a column says about sums, as plain decimals. */
function shownSums(header: string, cells: readonly string[], locale: Locale) {
  const [column] = describedColumns([{ header, cells }]);
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
  return text
    .replaceAll(/(?<=\d)[.,](?=\d{3})/g, "")
    .replaceAll(",", ".")
    .match(/[\d.]+(?= COP)/g);
}

describe.each(locales)("in %s the question for a unit", (locale) => {
  test("shows each answer's sum for thousands", () => {
    const sums = shownSums("SALDO_MILES", ["53.722.494,50", "1.000"], locale);
    expect(sums).toEqual(["53723494.50", "53723494500.00"]);
  });

  test("shows both sums for implied cents", () => {
    const sums = shownSums("SALDO 9(13)V99", ["000000012345678", "000000000000150"], locale);
    expect(sums).toEqual(["12345828.00", "123458.28"]);
  });

  test("sums cents that are too large as written", () => {
    const sums = shownSums("SALDO 9(13)V99", ["005000000000075", "000000000000100"], locale);
    expect(sums).toEqual(["100.00", "50000000001.75"]);
  });
});

test.each(locales)("in %s a unit that values cannot have shows no sum", (locale) => {
  const cells = ["18085186", "8573611", "6409445"];
  const [column] = describedColumns([{ header: "SALDO_MILES", cells }]);
  if (column === undefined) throw new Error("no column");
  const shown = (of: typeof column) =>
    rendered(
      <ReadingChoice column={of} question="amountUnit" reading={{}} currency="COP" onChange={() => undefined} />,
      locale,
    ).text;
  const { tooLarge } = messagesFor(locale).mapping.reading;
  const text = shown(column);
  expect(text.split(tooLarge)).toHaveLength(2);
  expect(text.replaceAll(/[.,]/g, "")).toContain("3306824200000 COP");
  expect(text.replaceAll(/[.,]/g, "")).not.toContain("3306824200000000");
  // A cell that no unit can read says nothing about the unit.
  expect(shown({ ...column, samples: ["s/d", "1.250"] })).not.toContain(tooLarge);
});

test.each(locales)("in %s the unit of last time is proposed, with whose time it was", (locale) => {
  const { reading } = messagesFor(locale).mapping;
  const said = (unit: "thousands" | "hundredths", of?: string | null) => {
    const source = of === undefined ? ({ kind: "exact" } as const) : ({ kind: "near", of } as const);
    const column = columnReport(0, "Saldo", { samples: ["1250"], amountUnit: unitOfLastTime(unit, source) });
    return rendered(
      <ReadingChoice column={column} question="amountUnit" reading={{}} currency="COP" onChange={() => undefined} />,
      locale,
    ).text;
  };
  expect(said("thousands")).toMatch(/1[.,]000;/);
  expect(said("thousands")).toContain(reading.units.thousands);
  const lastTime = /última vez|last time/i;
  for (const unit of ["thousands", "hundredths"] as const) {
    expect(said(unit)).toMatch(lastTime);
    for (const of of [null, "Bank one"]) expect(said(unit, of)).not.toMatch(lastTime);
    expect(said(unit, "Bank one")).toContain("Bank one");
  }
});
