import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayNumber } from "#lib/domain/cleaning/dates/calendar.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { setReading } from "#lib/domain/mapping/answers/edit-mapping.ts";
import { firstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { readingQuestions } from "#lib/domain/mapping/answers/reading-question.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { cases } from "#tests/support/depth.ts";
import { describedColumns } from "#tests/support/readings/described-columns.ts";

type Order = "dmy" | "mdy" | "ymd";
interface Form {
  readonly order: Order;
  readonly mark: string;
  readonly isShort: boolean;
}
const header = "Fecha vencimiento";
const field = standardFields.find(({ id }) => id === "obligation.expiring_date");

const two = (number: number) => String(number).padStart(2, "0");
function written({ order, mark, isShort }: Form, [year, month, day]: readonly [number, number, number]): string {
  const parts = { y: isShort ? two(year % 100) : String(year), m: two(month), d: two(day) };
  return [...order].map((part) => parts[part as "d" | "m" | "y"]).join(mark);
}

const column = (cells: readonly string[]): ColumnReport => {
  const [found] = describedColumns([{ header, cells }], 26);
  if (found === undefined) throw new Error("no column");
  return found;
};
const empty = { kind: "none" } as const;
const readingOf = (mapping: Mapping) => {
  const [state] = mapping.columns;
  return state?.state === "field" ? state.reading : undefined;
};
const isAsked = (found: ColumnReport, mapping: Mapping) =>
  readingQuestions(found, field).includes("dateOrder") && readingOf(mapping)?.dateOrder === undefined;

/** The mapping kept of a file whose date order its values decided, or a person answered with `answer`. */
function memoryOf(cells: readonly string[], answer: Order): Mapping {
  const found = column(cells);
  const { mapping } = firstMapping([found], standardFields, empty);
  return isAsked(found, mapping) ? setReading(mapping, 0, { dateOrder: answer }) : mapping;
}

function askedWith(memory: Mapping, cells: readonly string[]): boolean {
  const found = column(cells);
  const recalled = { kind: "exact", mapping: memory, usedAt: "2026-10-24T10:00:00.000Z" } as const;
  const { mapping, memory: said } = firstMapping([found], standardFields, recalled);
  const asked = isAsked(found, mapping);
  // A question that is asked again turns the memory into a "near" one, so that the page shows it.
  if (asked && readingOf(memory)?.dateOrder !== undefined) expect(said.kind).toBe("near");
  return asked;
}

const dates = fc.array(
  fc.tuple(fc.integer({ min: 2014, max: 2031 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })),
  { minLength: 1, maxLength: 12 },
);
const form = fc.record({
  order: fc.constantFrom<Order>("dmy", "mdy", "ymd"),
  mark: fc.constantFrom("/", "-", ".", ""),
  isShort: fc.boolean(),
});
const isSameForm = (left: Form, right: Form) => left.mark === right.mark && left.isShort === right.isShort;

describe("a remembered date order", () => {
  test("leaves dates of another form open", () => {
    let asked = 0;
    fc.assert(
      fc.property(form, dates, form, form, dates, (then, before, now, other, today) => {
        const memory = memoryOf(
          before.map((date) => written(then, date)),
          then.order,
        );
        fc.pre(readingOf(memory) !== undefined);
        for (const mixed of [now, other]) {
          // A date that begins with a year of four digits needs no question; only the others do.
          const open = [now, ...(today.length > 1 ? [mixed] : [])].filter(
            ({ order, isShort }) => order !== "ymd" || isShort,
          );
          if (open.every((form) => isSameForm(form, then))) continue;
          const cells = today.map((date, at) => written(at % 2 === 0 ? now : mixed, date));
          const found = column(cells);
          const alone = firstMapping([found], standardFields, empty).mapping;
          if (readingOf(alone) === undefined || !isAsked(found, alone)) continue;
          asked++;
          expect(askedWith(memory, cells)).toBe(true);
        }
      }),
      { seed: 10, numRuns: cases(400) },
    );
    expect(asked).toBeGreaterThan(cases(100));
  });

  const short = ["10/11/26", "11/11/26", "12/11/26", "13/11/26", "26/11/14", "26/11/15", "26/11/16", "26/11/17"];
  const long = ["10/11/2026", "13/11/2026", "14/11/2026", "15/11/2026"];

  test("from four-digit years does not answer two-digit ones", () => {
    const memory = memoryOf(long, "dmy");
    expect(readingOf(memory)?.dateOrder).toBe("dmy");
    expect(askedWith(memory, short)).toBe(true);
    const { orderForm: _, ...reading } = readingOf(memory) ?? {};
    const old: Mapping = {
      ...memory,
      columns: [{ state: "field", field: "obligation.expiring_date", group: 0, reading }],
    };
    expect(askedWith(old, short)).toBe(true);
    expect(askedWith(old, ["10/11/2026", "11/11/2026"])).toBe(false);
  });

  test("answers the same question again", () => {
    expect(askedWith(memoryOf(short, "dmy"), short)).toBe(false);
    expect(askedWith(memoryOf(long, "dmy"), ["10/11/2026", "11/11/2026"])).toBe(false);
    expect(askedWith(memoryOf(["010226", "030426"], "dmy"), ["050626", "070826"])).toBe(false);
  });

  test("is asked again where any date contradicts it", () => {
    const few = ["13/11/2026", "11/14/2026", ...Array.from({ length: 40 }, () => "10/11/2026")];
    const contrary = ["40/11/12", "12/11/40", "10/11/26", "11/11/26"];
    for (const cells of [few, contrary]) expect(askedWith(memoryOf(cells, "dmy"), cells)).toBe(true);
  });
});

describe("a remembered order that puts payments in the future", () => {
  const today = dayNumber("2026-11-27");
  const [payments, due] = ["Fecha ultimo pago", "Fecha vencimiento"];
  /** Whether the order of last time, day first, is taken for such a column. */
  function isTaken(named: string, cells: readonly string[], lastPast: number | undefined, isOwn?: true): boolean {
    const id = named === payments ? "obligation.last_pay_date" : "obligation.expiring_date";
    const columns = describedColumns([{ header: named, cells }], 26, lastPast);
    const [found] = columns;
    if (found === undefined) throw new Error("no column");
    const reading = {
      dateOrder: "dmy",
      ...(found.orderForm === undefined ? {} : { orderForm: found.orderForm }),
    } as const;
    const { mapping } = firstMapping(columns, standardFields, empty);
    const kept: Mapping = { ...mapping, columns: [{ state: "field", field: id, group: 0, reading }] };
    const recalled = {
      kind: "exact",
      mapping: kept,
      ...(isOwn ? { isOwn } : {}),
      usedAt: "2026-10-24T10:00:00.000Z",
    } as const;
    const first = firstMapping(columns, standardFields, recalled);
    const taken = readingOf(first.mapping)?.dateOrder === "dmy";
    expect(first.memory.kind).toBe(taken ? "exact" : "near");
    return taken;
  }
  const ahead = ["05/12/2026", "05/12/2026", "03/11/2026"];
  const past = ["03/11/2026", "05/10/2026"];

  test("is asked again instead of being taken", () => {
    expect(isTaken(payments, ahead, today)).toBe(false);
    expect(isTaken(payments, ["051226", "031126", "040726"], today)).toBe(false);
    expect(isTaken(payments, past, dayNumber("2026-10-31"))).toBe(false);
  });

  test("is taken where nothing speaks against it", () => {
    expect(isTaken(payments, past, today)).toBe(true);
    expect(isTaken(payments, ahead, undefined)).toBe(true);
    expect(isTaken(due, ahead, today)).toBe(true);
    expect(isTaken(payments, ahead, today, true)).toBe(true);
    // Either way some payment is in the future: a slip that proves no order.
    for (const slip of ["12/12/2026", "05/06/2062"]) expect(isTaken(payments, [...ahead, slip], today)).toBe(true);
  });
});
