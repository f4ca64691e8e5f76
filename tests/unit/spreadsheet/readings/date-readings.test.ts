import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateCleaner } from "#lib/domain/cleaning/dates/date.ts";
import { cases } from "#tests/support/depth.ts";
import { describedColumns, type WrittenColumn } from "#tests/support/readings/described-columns.ts";

const repeated = (cell: string, times: number) => Array.from({ length: times }, () => cell);

/** How the first of the columns is read: its date order, "asked", or "none". */
const readAs = (...written: readonly WrittenColumn[]): string => readOn(undefined, ...written);

function readOn(thisYear: number | undefined, ...written: readonly WrittenColumn[]): string {
  const finding = describedColumns(written, thisYear)[0]?.dateOrder;
  if (finding == null) return "none";
  return finding.certainty === "ambiguous" ? "asked" : finding.value;
}

const dates = (...cells: readonly string[]): WrittenColumn => ({ header: "Fecha vencimiento", cells });

/** Ends of months from January 2020 on. */
const monthEnds = Array.from({ length: 60 }, (_, index) => new Date(Date.UTC(2020, index + 1, 0)));
/** Ninety days, 13 days apart, from January 2023 on: they include every day of the month. */
const anyDays = Array.from({ length: 90 }, (_, index) => new Date(Date.UTC(2023, 0, 1 + index * 13)));

type Parts = readonly [year: string, month: string, day: string];
function parts(date: Date, digits: 2 | 4): Parts {
  const [year = "", month = "", day = ""] = date.toISOString().slice(0, 10).split("-");
  return [year.slice(4 - digits), month, day];
}

const write: Readonly<Record<"dmy" | "mdy" | "ymd", (parts: Parts, separator: string) => string>> = {
  dmy: ([y, m, d], s) => [d, m, y].join(s),
  mdy: ([y, m, d], s) => [m, d, y].join(s),
  ymd: ([y, m, d], s) => [y, m, d].join(s),
};

describe("a day that no month has", () => {
  test.each(["06/31/2025", "31/06/2025", "02/30/2025", "31/11/25"])("%s proves no order of the others", (cell) => {
    expect(readAs(dates(cell, "01/08/2025", "01/03/2026", "01/12/2026"))).toBe("asked");
  });

  test("does not hide exchanged days and months", () => {
    const swapped = [...repeated("2025-03-07", 9), ...repeated("25/03/2025", 9)];
    const datedCells = (...cells: readonly string[]) => describedColumns([dates(...cells)])[0]?.datedCells?.certainty;
    expect(datedCells(...swapped)).toBe("ambiguous");
    expect(datedCells(...swapped, "2024-06-31")).toBe("ambiguous");
    expect(datedCells(...swapped, "2024-06-30")).toBeUndefined();
  });

  test("does not contradict a proven order", () => {
    expect(readAs(dates("06/31/2025", "25/08/2025", "01/03/2026"))).toBe("dmy");
    expect(readAs(dates("02/29/2025", "01/08/2025", "01/03/2026"))).toBe("mdy");
  });
});

describe("years of two digits", () => {
  test.each([
    ["24/07/31 among ends of months", monthEnds.map((day) => write.ymd(parts(day, 2), "/")), "ymd"],
    ["31/07/24 among ends of months", monthEnds.map((day) => write.dmy(parts(day, 2), "/")), "dmy"],
    ["07/31/24 among ends of months", monthEnds.map((day) => write.mdy(parts(day, 2), "/")), "mdy"],
    ["yy/mm/dd on any day", anyDays.map((day) => write.ymd(parts(day, 2), "/")), "ymd"],
    ["dd-mm-yy on any day", anyDays.map((day) => write.dmy(parts(day, 2), "-")), "dmy"],
    ["mm-dd-yy on any day", anyDays.map((day) => write.mdy(parts(day, 2), "-")), "mdy"],
    ["years that can be no day, first", ["98/07/31", "99/08/15"], "ymd"],
    ["years that can be no day, last", ["31/07/98", "15/08/99"], "dmy"],
    ["one end of a month", repeated("24/07/31", 30), "asked"],
    ["the last of long months only", ["24/07/31", "24/08/31", "23/12/31"], "asked"],
    ["days within a few years", ["24/07/25", "25/07/24", "26/01/25"], "asked"],
    ["days up to twelve", ["05/07/24", "10/08/24", "01/02/24"], "asked"],
    [
      "years of four and of two digits, the year last",
      ["31/07/2024", ...anyDays.map((day) => write.dmy(parts(day, 2), "/"))],
      "dmy",
    ],
    ["years of four and of two digits, in two orders", ["31/07/2024", "24/07/31"], "asked"],
    ["a year that can be no day beside one of four digits, last", ["31/07/2024", "99/07/31"], "asked"],
  ])("%s", (_, cells, order) => {
    expect(readAs(dates(...cells))).toBe(order);
  });

  describe("that are all the same", () => {
    const ofYear = (year: number) => Array.from({ length: 26 }, (_, at) => new Date(Date.UTC(year, 0, 1 + at * 14)));
    const written = (days: readonly Date[], order: keyof typeof write) =>
      days.map((day) => write[order](parts(day, 2), "/"));
    const readIn = (cells: readonly string[], thisYear?: number) => {
      const found = describedColumns([dates(...cells)], thisYear)[0]?.dateOrder;
      return found?.certainty === "ambiguous" ? "asked" : `${found?.certainty} ${found?.value} ${found?.evidence}`;
    };

    test.each(["dmy", "ymd"] as const)("and near this year are recognised by their days, %s", (order) => {
      for (const year of [2025, 2026, 2027])
        expect(readIn(written(ofYear(year), order), 26)).toBe(`likely ${order} date_of_one_year`);
      expect(readIn(["24/07/26", "03/11/26"], 26)).toBe("asked");
    });

    test("and another year's, or without today, are asked", () => {
      expect(readIn(written(ofYear(2024), "dmy"), 26)).toBe("asked");
      expect(readIn(written(ofYear(2026), "dmy"))).toBe("asked");
    });

    test("day in several years near today are asked", () => {
      const sameDay = (years: readonly number[], order: keyof typeof write) =>
        written(
          years.map((year, at) => new Date(Date.UTC(year, at % 12, 26))),
          order,
        );
      const near = [2024, 2025, 2026, 2024, 2025, 2026, 2024, 2025, 2026, 2024, 2025, 2026];
      const past = Array.from({ length: 26 }, (_, at) => 2001 + at);
      const ahead = Array.from({ length: 14 }, (_, at) => 2018 + at);
      for (const years of [near, past, ahead])
        for (const order of ["dmy", "ymd"] as const) expect(readIn(sameDay(years, order), 26)).toBe("asked");
    });

    test("are no evidence beside an impossible day", () => {
      expect(readIn([...written(ofYear(2026), "dmy"), "31/12/98"], 26)).toContain("dmy date_by_values");
      expect(readIn([...written(ofYear(2026), "dmy"), "98/12/31", "31/12/98"], 26)).toBe("asked");
    });
  });

  test("suggest the order with fewer years", () => {
    const cells = anyDays.slice(0, 12).map((day) => write.ymd(parts(day, 2), "/"));
    expect(describedColumns([dates(...cells)])[0]?.dateOrder).toMatchObject({ value: "ymd", certainty: "ambiguous" });
    const turned = cells.map((cell) => cell.split("/").reverse().join("/"));
    expect(describedColumns([dates(...turned)])[0]?.dateOrder).toMatchObject({ value: "dmy", certainty: "ambiguous" });
  });

  test("with a month's name are asked if the year looks last", () => {
    const months = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];
    const named = (days: readonly Date[], order: "dmy" | "ymd") =>
      readAs(
        dates(
          ...days.map((day) => {
            const [year, month, date] = parts(day, 2);
            return write[order]([year, months[Number(month) - 1] ?? "", date], "-");
          }),
        ),
      );
    expect(named(monthEnds, "ymd")).toBe("asked");
    expect(named(anyDays, "ymd")).toBe("asked");
    expect(named(monthEnds, "dmy")).toBe("none");
    expect(named(anyDays, "dmy")).toBe("none");
    expect(readAs(dates("31-jul-24"))).toBe("none");
  });
});

describe("due dates beside days in arrears", () => {
  const cutOff = Date.UTC(2026, 10, 25);
  const late = [549, 329, 304, 404, 197, 12, 95];
  const due = late.map((days) => new Date(cutOff - days * 86_400_000));
  const arrears = { header: "Días mora", cells: late.map(String) };

  test.each(["dmy", "mdy", "ymd"] as const)("are read in the order that agrees with them: %s", (order) => {
    for (const digits of [2, 4] as const) {
      const cells = due.map((day) => write[order](parts(day, digits), "/"));
      expect(readAs(dates(...cells), arrears)).toBe(order);
    }
  });

  test("settle other dates of the same form", () => {
    const cells = due.map((day) => write.ymd(parts(day, 2), "/"));
    const paid: WrittenColumn = { header: "Fecha último pago", cells: ["24/01/02", "25/03/04"] };
    expect(readAs(paid, dates(...cells), arrears)).toBe("ymd");
  });

  test("that agree either way are asked", () => {
    const same = repeated("05/06/26", 20);
    expect(readAs(dates(...same), { header: "Días mora", cells: repeated("173", 20) })).toBe("asked");
  });

  test("that never agree are asked", () => {
    const cells = due.map((day) => write.dmy(parts(day, 2), "/"));
    expect(readAs(dates(...cells), { header: "Días mora", cells: cells.map((_, index) => String(index * 31)) })).toBe(
      "asked",
    );
  });
});

describe("a column whose every day could be a month", () => {
  const low = dates("05/07/2024", "10/08/2024", "01/02/2024");

  test.each([
    ["is asked alone", [], "asked"],
    ["follows another column of the same format", [{ header: "Pago", cells: ["25/07/2024", "26/07/2024"] }], "dmy"],
    ["does not follow a single cell", [{ header: "Pago", cells: ["25/07/2024", "05/07/2024"] }], "asked"],
    ["does not follow one with another separator", [{ header: "Pago", cells: ["25-07-2024", "26-07-2024"] }], "asked"],
    ["does not follow one with years of two digits", [{ header: "Pago", cells: ["25/07/98", "26/07/98"] }], "asked"],
    ["does not follow one whose year stands first", [{ header: "Pago", cells: ["2024-07-25", "2024-07-26"] }], "asked"],
    [
      "does not follow columns that contradict each other",
      [
        { header: "Pago", cells: ["25/07/2024", "26/07/2024"] },
        { header: "Corte", cells: ["07-25-2024", "07-26-2024"] },
      ],
      "asked",
    ],
  ] as const)("%s", (_, beside, order) => {
    expect(readAs(low, ...beside)).toBe(order);
  });

  test("is asked if a single slip would turn the others", () => {
    expect(readAs(dates(...repeated("05/07/2024", 99), "12/25/2024"))).toBe("asked");
    expect(readAs(dates(...repeated("05/07/2024", 9), "25/07/2024"))).toBe("dmy");
  });
});

describe("days and months that a spreadsheet program has swapped", () => {
  const texts = ["25/03/2026", "31/01/2026", "13/02/2026"];
  const column = (cells: readonly string[], kinds: string) =>
    describedColumns([{ header: "Fecha vencimiento", cells, kinds }])[0];

  test.each([
    ["dates up to the 12th beside texts beyond it", [...texts, "2026-05-03", "2026-11-12"], "tttdd", true],
    ["the same where the month came first", ["03/25/2026", "2026-05-03"], "td", true],
    ["with a time of day", [...texts, "2026-05-03T10:00:00"], "tttd", true],
    ["texts with the year first", [...texts, "2026-05-03", "2026-11-12"], "ttttt", true],
    ["a date beyond the 12th", [...texts, "2026-05-03", "2026-11-25"], "tttdd", false],
    ["a text up to the 12th", [...texts, "05/03/2026", "2026-05-03"], "ttttd", false],
    ["dates alone", ["2026-05-03", "2026-11-12"], "dd", false],
    ["texts alone", texts, "ttt", false],
  ])("%s", (_, cells, kinds, isAsked) => {
    const found = column(cells, kinds)?.datedCells;
    expect(found?.certainty ?? null).toBe(isAsked ? "ambiguous" : null);
    if (isAsked) expect(found?.value).toBe(kinds.includes("d") ? "swapped" : "swapped_texts");
  });

  test("the example is a day that the answers read differently", () => {
    const days = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })), { minLength: 1 });
    fc.assert(
      fc.property(days, fc.boolean(), (pairs, areTexts) => {
        const two = (number: number) => String(number).padStart(2, "0");
        const written = pairs.map(([month, day]) => `2026-${two(month)}-${two(day)}`);
        const kinds = written.map(() => (areTexts ? "t" : "d")).join("");
        const many = Array.from({ length: written.length * 10 }, () => "25/03/2026");
        const found = column([...many, ...written], `${many.map(() => "t").join("")}${kinds}`)?.datedCells;
        const telling = written.filter((_, at) => pairs[at]?.[0] !== pairs[at]?.[1]);
        expect(found?.params.sample).toBe(telling[0] ?? written[0]);
      }),
    );
  });
});

const calendar = fc.record({
  order: fc.constantFrom("dmy" as const, "mdy" as const, "ymd" as const),
  digits: fc.constantFrom(2 as const, 4 as const),
  separator: fc.constantFrom("/", "-", "."),
  days: fc.constantFrom<readonly number[]>([], [1], [15], [26], [31], [5, 10], [15, 31], [1, 2, 3, 4, 5]),
  from: fc.integer({ min: 1995, max: 2026 }),
  years: fc.integer({ min: 1, max: 16 }),
  today: fc.constantFrom(undefined, 24, 26),
  seeds: fc.array(fc.nat(), { minLength: 1, maxLength: 120 }),
});

test("dates in any order are read as meant or asked", () => {
  let decided = 0;
  fc.assert(
    fc.property(calendar, ({ order, digits, separator, days, from, years, today, seeds }) => {
      const cells = seeds.map((seed) => {
        const year = from + (seed % years);
        const month = Math.floor(seed / 16) % 12;
        const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
        const day =
          days.length === 0 ? (Math.floor(seed / 256) % last) + 1 : Math.min(last, days[seed % days.length] ?? 1);
        return write[order](parts(new Date(Date.UTC(year, month, day)), digits), separator);
      });
      const read = readOn(today, dates(...cells));
      const isSame = cells.every((cell) => {
        const [first, second] = cell.split(separator);
        return first === second;
      });
      if (read === "none") expect(isSame).toBe(true);
      else if (!(isSame && digits === 4)) expect(["asked", order]).toContain(read);
      if (read === order) decided++;
    }),
    { numRuns: cases(1500) },
  );
  expect(decided).toBeGreaterThan(cases(300));
});

test('dates with "a. m." or "p. m." are dates', () => {
  const cells = ["31/01/2026 10:30 a. m.", "15/02/2026 3:05:09 p. m.", "02/03/2026 11:00 p.m."];
  const [column] = describedColumns([dates(...cells)]);
  expect(column?.proposal).toMatchObject({ field: "obligation.expiring_date", reason: "synonym" });
  expect(column?.dateOrder).toMatchObject({ value: "dmy", certainty: "sure" });
  const read = dateCleaner("YYYY-MM-DD", { dateOrder: "dmy" });
  expect(cells.map((cell) => read(cell, "text", () => expect.unreachable()))).toEqual([
    ...["2026-01-31", "2026-02-15", "2026-03-02"],
  ]);
});

describe("due dates beside dates of another order", () => {
  const cutOff = Date.UTC(2026, 9, 31);
  const dues = Array.from({ length: 12 }, (_, at) => new Date(Date.UTC(2026, at % 9, 1 + ((at * 5) % 12))));
  const days = dues.map((due) => String((cutOff - due.getTime()) / 86_400_000));
  const paid = anyDays.slice(0, 12).map((date) => write.dmy(parts(date, 4), "/"));

  test.each(["dmy", "mdy"] as const)(
    "are read in the order that gives one cut-off day, whatever others say (%s)",
    (order) => {
      const found = readAs(
        dates(...dues.map((date) => write[order](parts(date, 4), "/"))),
        { header: "Dias de mora", cells: days },
        { header: "Fecha ultimo pago", cells: paid },
      );
      expect(found).toBe(order);
    },
  );
});

describe("dates among other cells", () => {
  const open = dates("09/01/2025", "11/01/2024", "05/01/2025", "03/01/2025");

  test.each([1, 2, 3])("%d beside as many others or more settle no other column", (count) => {
    const cells = [...repeated("31/10/2026", count), ...repeated("10000036", 4 - Math.min(count, 2)), "10000077"];
    expect(readAs(open, { header: "Columna 2", cells })).toBe("asked");
  });

  test("nearly all dates settle other columns", () => {
    const cells = [...repeated("31/10/2026", 9), "pendiente"];
    expect(readAs(open, { header: "Fecha pago", cells })).toBe("dmy");
  });
});
