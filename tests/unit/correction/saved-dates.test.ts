import { utils, write } from "@e965/xlsx";
import { expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { reportReference } from "#lib/spreadsheet/report/report-reference.ts";
import { derivePlan } from "#tests/support/derive-plan.ts";
import { portfolioMapping } from "#tests/support/factories.ts";
import { earlierText, reportedAt, reportedId } from "#tests/support/reports/earlier-upload.ts";
import { openReport } from "#tests/support/reports/open-report.ts";

const dueDate = 4;
const columns = portfolioMapping.columns.with(dueDate, {
  state: "field",
  field: "obligation.expiring_date",
  group: 0,
  reading: { dateOrder: "dmy" },
});
const context = { fields: fieldsOf([]), mapping: mappingSchema.parse({ ...portfolioMapping, columns }), country: "CO" };
const loaded = ["2026-09-05", "2026-10-12", "2026-09-25", "2026-03-03"];

/** A report of four debtors with date cells. `texts` replace the first of these cells; the others stay date cells. */
function fileOf(texts: readonly string[], names: readonly string[] = []): File {
  const rows = loaded.map((was, index) => {
    const cells = [
      `103040506${index}`,
      names[index] ?? "Ana Ruiz",
      `a${index}@x.co`,
      "3001234567",
      was,
      `8${index}`,
      "Visa",
      "1,50",
    ];
    const reference = reportReference(
      reportedId,
      cells.map((text, column) => ({
        text,
        kind: column === dueDate ? "date" : "text",
        holds: column === dueDate ? "amount" : "word",
        isAtFault: false,
      })),
      false,
    );
    const typed = texts[index];
    const date = { t: "n", v: Date.parse(was) / 86_400_000 + 25_569, z: "yyyy-mm-dd" };
    return [...cells.with(dueDate, ""), reference].map((text, column) =>
      column === dueDate && typed === undefined ? date : { t: "s", v: column === dueDate ? typed : text },
    );
  });
  const titles = ["Cédula", "Nombre", "Correo", "Teléfono", "Vence", "Obligación", "Producto", "Saldo", "Carga"];
  const head = titles.map((v) => ({ t: "s", v }));
  const book = { SheetNames: ["Hoja1"], Sheets: { Hoja1: utils.aoa_to_sheet([head, ...rows]) } };
  return new File([write(book, { type: "array", bookType: "xlsx" })], "fechas.xlsx");
}

async function opened(...texts: string[]) {
  const { workbench, report } = await openReport(fileOf(texts), []);
  const summary = workbench.apply({ context });
  const { rows } = workbench.window({ from: 0, count: 9, filter: { show: "all" } });
  return { workbench, report, summary, dates: rows.map(({ cells }) => cells[dueDate]?.text) };
}

test("a typed date that may be the loaded one is restored", async () => {
  const { report, summary, dates } = await opened("09/05/2026", "12/10/26", "25-9-2026", "3.3.2026");
  expect([dates, summary.groups]).toEqual([loaded, []]);
  expect(report.notices).toEqual([{ code: "numbers_restored", params: { count: 4, line: 2 } }]);
});

test("a typed date that differs needs confirmation", async () => {
  const { workbench, summary, dates } = await opened("09/06/2026", "2026-10-13", "26/09/2026", "04/04/2026");
  expect(dates).toEqual(["09/06/2026", "2026-10-13", "26/09/2026", "04/04/2026"]);
  const asked = [{ code: "correction_date", column: dueDate, severity: "error", count: 1, proposals: 1 }];
  expect(summary.groups).toMatchObject(asked);
  const sent = workbench.apply({ context, choices: { ...noChoices, sendsRenumbered: true } });
  expect([sent.totals.staged.debtors, sent.groups]).toMatchObject([3, asked]);
  const { page, server } = await derivePlan(workbench, context.fields, earlierText([]), reportedAt);
  expect(server).toEqual(page);
  const fixed = workbench.fixGroup({ code: "correction_date", column: dueDate });
  expect([fixed.totals.staged.debtors, fixed.groups]).toEqual([4, []]);
  const { rows } = workbench.window({ from: 0, count: 1, filter: { show: "all" } });
  expect(rows[0]?.cells[dueDate]?.text).toBe("2026-06-09");
});

test("another column with the same days stays as it is", async () => {
  const days = ["05/09/2026", "12/10/2026", "25/09/2026", "03/03/2026"];
  const saved = ["5-sep-26", "12-oct-26", "25-sep-26", "3-mar-26"];
  const { workbench } = await openReport(fileOf(saved, days), []);
  workbench.apply({ context });
  const { rows } = workbench.window({ from: 0, count: 9, filter: { show: "all" } });
  expect(rows.map(({ cells }) => [cells[1]?.text, cells[dueDate]?.text])).toEqual(
    days.map((day, index) => [day, saved[index]]),
  );
});
