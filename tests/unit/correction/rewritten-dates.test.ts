import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { earlierLine } from "#lib/domain/correction/earlier-debtors.ts";
import { payloadDigest } from "#lib/domain/correction/payload-digest.ts";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { reportReference } from "#lib/spreadsheet/report/report-reference.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { applyProposals } from "#tests/support/apply-proposals.ts";
import { cases } from "#tests/support/depth.ts";
import { portfolioMapping } from "#tests/support/factories.ts";
import { reportedAt, reportedId } from "#tests/support/reports/earlier-upload.ts";

const dueDate = 4;
const titles = ["Cédula", "Nombre", "Correo", "Teléfono", "Vence", "Obligación", "Producto", "Saldo", "Carga"];

type Order = "dmy" | "mdy" | "ymd";
interface Day {
  readonly y: number;
  readonly m: number;
  readonly d: number;
}
type Writer = (day: Day) => string;

const two = (value: number) => String(value).padStart(2, "0");
const months = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

/** Writes a day in an order. */
function writerOf(order: Order, mark: string, isShort: boolean, isPadded = true): Writer {
  const part = (value: number) => (isPadded ? two(value) : String(value));
  return ({ y, m, d }) => {
    const year = isShort ? two(y % 100) : String(y);
    const parts = { dmy: [part(d), part(m), year], mdy: [part(m), part(d), year], ymd: [year, part(m), part(d)] };
    return parts[order].join(mark);
  };
}

function contextOf(dateOrder: Order) {
  const columns = portfolioMapping.columns.with(dueDate, {
    state: "field",
    field: "obligation.expiring_date",
    group: 0,
    reading: { dateOrder },
  });
  return { fields: fieldsOf([]), mapping: mappingSchema.parse({ ...portfolioMapping, columns }), country: "CO" };
}

/** Opens the report of rejected debtors, in which the dates loaded as `was` now read `now`, against what was sent. */
async function opened(dates: readonly { readonly was: string; readonly now: string }[], order: Order = "dmy") {
  const context = contextOf(order);
  const read = compileRowReader(context);
  const sent = dates.map(({ was }, at) => {
    return [`10304050${10 + at}`, "Ana Ruiz", `a${at}@x.co`, "3001234567", was, `8${at}`, "Visa", "1,50"];
  });
  const earlier = sent.map((cells, row) => {
    const { debtor } = assembleDebtor([read(row, { line: row + 2, cells, kinds: null })], context);
    const digest = debtor === null ? "" : payloadDigest(debtor.payload);
    return `${earlierLine(cells[0] ?? "", { fate: "rejected", parts: 1, digest })}\n`;
  });
  const lines = sent.map((cells, at) => {
    const written = cells.map((text, column) => {
      const holds = column === dueDate ? ("amount" as const) : ("word" as const);
      return { text, kind: "text" as const, holds, isAtFault: false };
    });
    return [...cells.with(dueDate, dates[at]?.now ?? ""), reportReference(reportedId, written, true)].join(";");
  });
  const workbench = new Workbench();
  const file = new File([[titles.join(";"), ...lines, ""].join("\r\n")], "fechas.csv");
  const report = await workbench.open({ file, settings: {}, fields: context.fields });
  workbench.correct({ text: new TextEncoder().encode(earlier.join("")).buffer, at: reportedAt });
  const summary = workbench.apply({ context });
  const { rows } = workbench.window({ from: 0, count: 100, filter: { show: "all" } });
  return { workbench, context, report, summary, dates: rows.map(({ cells }) => cells[dueDate]?.text) };
}

const asked = (count: number) => [{ code: "correction_date", column: dueDate, severity: "error", rows: count }];
const unchanged = { code: "correction_unchanged" };

const day = fc
  .date({ min: new Date("2013-01-01"), max: new Date("2039-12-31"), noInvalidDate: true })
  .map((date): Day => ({ y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() }));
const order = fc.constantFrom<Order>("dmy", "mdy", "ymd");
const writing = fc.oneof(
  fc.tuple(order, fc.constantFrom("/", "-", "."), fc.boolean(), fc.boolean()).map((it) => writerOf(...it)),
  fc.constant<Writer>(({ y, m, d }) => `${d}-${months[m - 1]}-${two(y % 100)}`),
);

/** The day that a program reads from a text in order `by`; null if the text is no date to it. */
function taken(text: string, by: Order): Day | null {
  const parts = text.split(/[-/.]/);
  const at = parts[0]?.length === 4 ? "ymd" : by;
  const [y = "", m = "", d = ""] = [..."ymd"].map((part) => parts[at.indexOf(part)] ?? "");
  if (y.length !== 2 && y.length !== 4) return null;
  const date = new Date(`${y.padStart(4, "20")}-${two(Number(m))}-${two(Number(d))}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(d)) return null;
  return { y: date.getUTCFullYear(), m: Number(m), d: Number(d) };
}

describe("an uncorrected report whose dates a program rewrote", () => {
  test("sends nobody, whatever orders the program used", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(day, { minLength: 1, maxLength: 8 }),
        order,
        fc.boolean(),
        order,
        writing,
        async (days, loaded, isShort, takes, write) => {
          const dates = days.map((it) => {
            const was = writerOf(loaded, "/", isShort)(it);
            const read = taken(was, takes);
            return { was, now: read === null ? was : write(read) };
          });
          const { summary } = await opened(dates, loaded);
          expect([summary.totals.staged.debtors, dates]).toEqual([0, dates]);
        },
      ),
      { numRuns: cases(150), seed: 10 },
    );
  });

  test("gets its dates back when all are in another order", async () => {
    const texts = ["10/11/2026", "11/12/2026", "05/06/2026", "13/11/2026", "12/12/2026"];
    for (const write of [writerOf("mdy", "/", false, false), writerOf("ymd", "/", true)]) {
      const { dates, summary, report } = await opened(
        texts.map((was) => ({ was, now: write(taken(was, "dmy") ?? { y: 0, m: 0, d: 0 }) })),
      );
      expect([dates, summary.groups]).toMatchObject([texts, [unchanged]]);
      expect(report.notices).toMatchObject([{ code: "numbers_restored", params: { line: 2 } }]);
    }
  });
});

describe("dates with day and month exchanged", () => {
  test("are corrections if the other dates kept their order", async () => {
    const { dates, summary } = await opened([
      { was: "10/11/2026", now: "11/10/2026" },
      { was: "11/12/2026", now: "11/12/2026" },
      { was: "05/06/2026", now: "5/6/2026" },
    ]);
    expect([dates[0], summary.totals.staged.debtors]).toEqual(["11/10/2026", 1]);
  });

  test("need confirmation if alone, and are restored together", async () => {
    const { workbench, context, summary } = await opened([{ was: "10/11/2026", now: "11/10/2026" }]);
    expect([summary.totals.staged.debtors, summary.groups]).toMatchObject([0, asked(1)]);
    const sent = workbench.apply({ context, choices: { ...noChoices, sendsRenumbered: true } });
    expect(sent.totals.staged.debtors).toBe(0);
    workbench.apply({ context });
    const fixed = applyProposals(workbench, { code: "correction_date", column: dueDate });
    expect([fixed.totals.staged.debtors, fixed.groups]).toMatchObject([0, [unchanged]]);
  });

  test("need confirmation if all others have days beyond 12", async () => {
    const { summary } = await opened([
      { was: "10/11/2026", now: "11/10/2026" },
      { was: "05/06/2026", now: "06/05/2026" },
      { was: "13/11/2026", now: "13/11/2026" },
    ]);
    expect([summary.totals.staged.debtors, summary.groups]).toMatchObject([0, [...asked(2), unchanged]]);
  });
});

test("a date corrected in a reordered column needs confirmation", async () => {
  const { workbench, summary, dates } = await opened([
    { was: "10/11/2026", now: "11/10/2026" },
    { was: "14/12/2026", now: "12/14/2026" },
    { was: "05/06/2026", now: "8/5/2026" },
  ]);
  expect(dates).toEqual(["10/11/2026", "14/12/2026", "8/5/2026"]);
  expect([summary.totals.staged.debtors, summary.groups]).toMatchObject([0, [unchanged, ...asked(1)]]);
  applyProposals(workbench, { code: "correction_date", column: dueDate });
  const { rows } = workbench.window({ from: 2, count: 1, filter: { show: "all" } });
  expect(rows[0]?.cells[dueDate]?.text).toBe("2026-08-05");
});
