import { expect, test } from "vitest";
import { CorrectionNote } from "#components/upload/correction-note.tsx";
import type { WorkCorrection } from "#components/upload/work.ts";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { locales } from "#lib/i18n/locale.ts";
import { portfolioMapping } from "#tests/support/factories.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import {
  columns,
  type GivenDebtor,
  reportedAt,
  reportedId,
  reportRows,
  rowsOf,
} from "#tests/support/reports/earlier-upload.ts";
import { openXlsxReport } from "#tests/support/reports/open-report.ts";

const fields = fieldsOf([]);
const debtor: GivenDebtor = { identification: "10304051", fate: "rejected", obligations: ["a-1", "a-2", "a-3"] };

/** The review of a report whose cells in one column have these texts, row by row. */
async function reviewed(column: number, texts: readonly string[]) {
  const rows = (await reportRows(rowsOf(debtor))).map((row, at) =>
    row.map((cell, place) => (at > 0 && place === column ? { ...cell, text: texts[at - 1] ?? cell.text } : cell)),
  );
  const { workbench } = await openXlsxReport(rows, [debtor]);
  return workbench.apply({ context: { fields, mapping: portfolioMapping, country: "CO" }, choices: noChoices });
}

const correction: WorkCorrection = {
  uploadId: reportedId,
  fileName: "cartera.xlsx",
  at: new Date(reportedAt).toISOString(),
  isErased: false,
  holders: [],
  choices: noChoices,
};
type Summary = Awaited<ReturnType<typeof reviewed>>;
const note = (summary: Summary, locale: (typeof locales)[number] = "es") =>
  rendered(<CorrectionNote correction={correction} summary={summary} notices={[]} onChoose={() => undefined} />, locale)
    .text;

test("renumbered debtors are counted once, however many cells differ", async () => {
  const summary = await reviewed(columns.identification, ["99999991", "99999991", "99999991"]);
  expect(summary.groups).toMatchObject([{ code: "correction_renumbered", rows: 3 }]);
  expect(note(summary)).toContain("Enviar también 1 cliente con otro número que en la carga");
});

test.each(locales)("differing telephones are reported above and in the rows (%s)", async (locale) => {
  const summary = await reviewed(columns.telephone, ["3009990001", "3009990002", "3009990003"]);
  expect(summary.groups).toMatchObject([{ code: "debtor_values_differ", rows: 2 }]);
  expect(summary.heldBack.debtor_values_differ).toBe(1);
  expect(note(summary, locale)).toMatch(/1 client/);
  expect(note(summary, locale)).toMatch(/tel[eé](f|ph)on/i);
  const alike = await reviewed(columns.telephone, ["3009990001", "3009990001", "3009990001"]);
  expect(note(alike, locale)).not.toMatch(/tel[eé](f|ph)on/i);
});
