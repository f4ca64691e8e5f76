import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ReadingChoice } from "#components/mapping/reading-choice.tsx";
import { amountCleaner } from "#lib/domain/cleaning/amount.ts";
import type { DateOrder } from "#lib/domain/cleaning/dates/calendar.ts";
import { dateCleaner } from "#lib/domain/cleaning/dates/date.ts";
import { locales } from "#lib/i18n/locale.ts";
import { describedColumns } from "#tests/support/readings/described-columns.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const column = (header: string, cells: readonly string[]) => describedColumns([{ header, cells }])[0];
const ignore = () => undefined;

describe("the examples of a question", () => {
  test("are the first cells that the marks read differently", () => {
    expect(column("Saldo", ["0", "500", "750", "1200", "291.000", "1300", "450.500"])?.telling).toEqual([
      { line: 6, text: "291.000" },
      { line: 8, text: "450.500" },
    ]);
  });

  test("are days that the orders read differently", () => {
    expect(column("Vence", ["01/01/2026", "02/02/2026", "03/03/2026", "05/07/2026", "06/08/2026"])?.telling).toEqual([
      { line: 5, text: "05/07/2026" },
      { line: 6, text: "06/08/2026" },
    ]);
  });

  test("prefer cells that every answer reads differently", () => {
    expect(column("Vence", ["010126", "020226", "050426", "060726", "070806"])?.telling).toEqual([
      { line: 4, text: "050426" },
      { line: 5, text: "060726" },
    ]);
  });

  test("are one of each kind if cells contradict", () => {
    const amounts = [...Array.from({ length: 9 }, (_, at) => `${at + 1}.500,25`), "1,500.25"];
    expect(column("Saldo", amounts)?.telling).toEqual([
      { line: 2, text: "1.500,25" },
      { line: 11, text: "1,500.25" },
    ]);
    const dates = [...Array.from({ length: 9 }, (_, at) => `${at + 15}/07/2026`), "07/25/2026"];
    expect(column("Vence", dates)?.telling?.map(({ line }) => line)).toEqual([2, 11]);
  });

  test("distinguish the answers in any column, with right lines", () => {
    const cell = fc.constantFrom(
      "0",
      "500",
      "291.000",
      "1.5",
      "12,50",
      "1.250,75",
      "01/01/2026",
      "05/07/2026",
      "25/07/2026",
      "07/25/26",
      "150126",
    );
    let told = 0;
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 12 }), (cells) => {
        const { telling = [], decimalMark, dateOrder, hasCompactDates } = column("Dato", cells) ?? {};
        for (const { line, text } of telling) {
          told++;
          expect(cells[line - 2]).toBe(text);
          const orders: readonly DateOrder[] = dateOrder == null ? [] : [dateOrder.value, ...dateOrder.alternatives];
          const marks = decimalMark == null ? [] : [decimalMark.value, ...decimalMark.alternatives];
          const compact = hasCompactDates === true ? { hasCompactDates } : {};
          const read =
            orders.length > 0
              ? orders.map((order) => dateCleaner("YYYY-MM-DD", { dateOrder: order, ...compact })(text, "text", ignore))
              : marks.map((mark) => amountCleaner(mark)(text, "text", ignore));
          expect(new Set(read).size).toBeGreaterThan(1);
        }
      }),
    );
    expect(told).toBeGreaterThan(50);
  });

  test.each(locales)("name their lines in words (%s)", (locale) => {
    const asked = column("Saldo", ["0", "500", "750", "1200", "291.000"]);
    if (asked === undefined) throw new Error("no column");
    const { text } = rendered(
      <ReadingChoice column={asked} question="decimalMark" reading={{}} currency="COP" onChange={ignore} />,
      locale,
    );
    expect(text).toMatch(/(línea|line|linha) 6: 291\.000/);
  });
});
