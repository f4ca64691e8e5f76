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
const ids = ["10304051", "10304052", "10304053", "10304054", "10304055"];
const debtors = ids.map((identification): GivenDebtor => ({ identification, fate: "rejected", obligations: ["1"] }));
const correction: WorkCorrection = {
  uploadId: reportedId,
  fileName: "cartera.xlsx",
  at: new Date(reportedAt).toISOString(),
  isErased: false,
  holders: [],
  choices: noChoices,
};

test.each(locales)("a returned report explains everyone who is not sent (%s)", async (locale) => {
  // One unchanged, two with an unreadable balance, one with another telephone, one without identification.
  const changes: readonly (readonly [column: number, text: string])[] = [
    [columns.name, "Ana Ruiz"],
    [columns.balance, "mucho"],
    [columns.balance, "poco"],
    [columns.telephone, "3009998877"],
    [columns.identification, "?"],
  ];
  const rows = (await reportRows(debtors.flatMap(rowsOf))).map((row, at) =>
    row.map((cell, place) => (changes[at - 1]?.[0] === place ? { ...cell, text: changes[at - 1]?.[1] ?? "" } : cell)),
  );
  const { workbench } = await openXlsxReport(rows, debtors);
  const context = { fields, mapping: portfolioMapping, country: "CO" };
  const summary = workbench.apply({ context });
  expect(summary).toMatchObject({
    unidentified: 1,
    totals: { staged: { debtors: 1 }, leftOut: { debtors: 3, rows: 4 } },
  });
  const { text } = rendered(
    <CorrectionNote correction={correction} summary={summary} notices={[]} onChoose={() => undefined} />,
    locale,
  );
  const told = text.slice(text.search(/No van:|Not sent:|Não vão:/));
  expect(told).toMatch(/1 .*?2 client.*?1 (?:fila|row|linha)/);

  // Two of them are held: the unchanged one and one with an unreadable balance.
  const held = new Map([ids[0], ids[1]].map((id = "") => [id, "claim" as const]));
  const { text: toldHeld } = rendered(
    <CorrectionNote
      correction={correction}
      summary={workbench.apply({ context: { ...context, held } })}
      notices={[]}
      onChoose={() => undefined}
    />,
    locale,
  );
  expect(toldHeld.slice(toldHeld.search(/No van:|Not sent:|Não vão:/))).toMatch(
    /2 client\S* (?:retenidos|on hold|retidos)\..*?1 client.*?1 (?:fila|row|linha)/,
  );
});
