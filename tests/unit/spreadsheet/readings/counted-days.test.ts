import { describe, expect, test } from "vitest";
import { cleanerOf } from "#lib/domain/cleaning/cleaner-of.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { setReading } from "#lib/domain/mapping/answers/edit-mapping.ts";
import { firstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { readingQuestions } from "#lib/domain/mapping/answers/reading-question.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { type WorkbookCell, xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";
import { describedColumns } from "#tests/support/readings/described-columns.ts";

const due = standardFields.find(({ id }) => id === "obligation.expiring_date");
const dueColumn = 6;
const header = ["CEDULA", "NOMBRE", "CELULAR", "CORREO", "OBLIGACION", "PRODUCTO", "FECHA VENCIMIENTO", "SALDO TOTAL"];
const client = (at: number): WorkbookCell[] => [
  ...[`315600${10 + at}`, `Ana Ruiz ${at}`, `31514933${10 + at}`, `ana${at}@x.co`, `45581${at}`, "Visa"],
];

function workbook(days: readonly WorkbookCell[], is1904: boolean): File {
  const rows = [header, ...days.map((day, at) => [...client(at), day, 1_250_000])];
  return new File([xlsxFile({ is1904, sheets: [{ name: "H", rows }] })], "cartera.xlsx");
}

function csv(days: readonly string[]): File {
  const rows = days.map((day, at) => [...client(at), day, "1250000"].join(";"));
  return new File([`${[header.join(";"), ...rows].join("\n")}\n`], "cartera.csv");
}

/** What is asked about the due dates, and what the portal makes of them under an answer. */
async function read(file: File, dayCount?: "1900" | "1904") {
  const workbench = new Workbench();
  const { columns } = await workbench.open({ file, settings: {}, fields: standardFields });
  const column = columns[dueColumn];
  if (column === undefined || due === undefined) throw new Error("no column");
  const { mapping } = firstMapping(columns, standardFields, { kind: "none" });
  const problems = checkMapping(mapping, standardFields, columns.length, columns);
  const answered = dayCount === undefined ? mapping : setReading(mapping, dueColumn, { dayCount });
  const { groups } = workbench.apply({ context: { fields: standardFields, mapping: answered, country: "CO" } });
  const sent = workbench.planStaging().mapping;
  const state = sent.columns[dueColumn];
  const clean = cleanerOf(due, state?.state === "field" ? state.reading : {}, "CO");
  const { rows } = workbench.window({ from: 0, count: 10, filter: { show: "all" } });
  return {
    proposed: column.proposal?.field,
    asked: readingQuestions(column, due),
    first: column.dayCount?.value,
    problems: problems.map(({ code, field }) => `${code} ${field}`),
    issues: groups.map(({ code, count }) => `${code} ${count}`),
    days: rows.map(({ cells }) => clean(cells[dueColumn]?.text ?? "", cells[dueColumn]?.kind ?? "text", () => {})),
    sent,
  };
}

const askedFirst = {
  proposed: "obligation.expiring_date",
  asked: ["dayCount"],
  problems: ["reading_missing obligation.expiring_date"],
};

describe("numbers in a column that is named as a date", () => {
  test.each([
    ["1900", () => workbook([46000, 45992, 45000.5], false), ["2025-12-09", "2025-12-01", "2023-03-15"]],
    ["1904", () => workbook([44538, 44530], true), ["2025-12-09", "2025-12-01"]],
    [
      "1900",
      () => csv(["46000", "45992", "45000.5", "45000,25"]),
      ["2025-12-09", "2025-12-01", "2023-03-15", "2023-03-15"],
    ],
  ] as const)("are asked about as days, with %s first", async (first, file, days) => {
    expect(await read(file())).toMatchObject({ ...askedFirst, first });
    expect(await read(file(), first)).toMatchObject({ issues: [], days });
  });

  test("count from 1904 if a person says so", async () => {
    expect((await read(csv(["46000"]), "1904")).days).toEqual(["2029-12-10"]);
  });

  test("keep their answer, but not the workbook's calendar", async () => {
    const { sent } = await read(workbook([44538], true), "1904");
    expect(sent.columns[dueColumn]).toMatchObject({ reading: { dayCount: "1904", isFrom1904: true } });
    expect(rememberedMapping(sent).columns[dueColumn]).toMatchObject({ reading: { dayCount: "1904" } });
    expect(JSON.stringify(rememberedMapping(sent))).not.toContain("isFrom1904");
  });

  test("beside days are reported with their day", async () => {
    const days = [{ d: "2025-12-09" }, { d: "2025-12-01" }, { d: "2025-11-20" }, { d: "2025-11-02" }];
    const found = await read(workbook([...days, 44538], true));
    expect(found).toMatchObject({ asked: [], problems: [], issues: ["date_from_number 1"] });
    expect(found.days.at(-1)).toBe("2025-12-09");
  });
});

test("formatted days and numbers under other names are not asked", async () => {
  expect(await read(workbook([{ d: "2025-12-09" }, { d: "2025-12-01" }], true))).toMatchObject({
    asked: [],
    issues: [],
    days: ["2025-12-09", "2025-12-01"],
  });
  const columns = describedColumns(
    ["Saldo total", "Numero de credito", "Cuenta"].map((name) => ({ header: name, cells: ["46000", "45992"] })),
  );
  expect(columns.map(({ proposal }) => proposal?.field)).not.toContain("obligation.expiring_date");
});
