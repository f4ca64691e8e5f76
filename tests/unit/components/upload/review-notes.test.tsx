import { describe, expect, test } from "vitest";
import { reviewNotes } from "#app/(portal)/uploads/new/review-notes.tsx";
import { wizardReducer } from "#components/upload/wizard-state.ts";
import { isAsked, type Work } from "#components/upload/work.ts";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const header = "Cedula;Nombre;Correo;Celular;Credito;Producto;Saldo;Vence";
const row = "1020304050;Ana Ruiz;ana@x.co;3001234567;A1;Consumo;291.000;05/07/2026";
const fields = [
  ..."debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(" "),
  ..."obligation.total_balance obligation.expiring_date".split(" "),
];
const bothAnswers: Work["recalled"] = [
  { column: fields.indexOf("obligation.total_balance"), question: "decimalMark" },
  { column: fields.indexOf("obligation.expiring_date"), question: "dateOrder" },
];
const correction: Work["correction"] = {
  uploadId: "7b1c",
  fileName: "cartera.csv",
  at: "2026-11-20T10:00:00.000Z",
  isErased: false,
  holders: [],
  choices: noChoices,
};

async function notesOf(
  {
    isRemembered,
    correction,
    recalled = [],
    loaded = fields.length,
    currencies = [],
    balance = "Saldo",
    note,
    isCut = false,
    fileName = "cartera.csv",
    sheet,
  }: {
    isRemembered: boolean;
    correction: Work["correction"];
    /** By column: the answers that are last time's and that nobody has changed today. */
    recalled?: Work["recalled"];
    loaded?: number;
    currencies?: readonly string[];
    balance?: string;
    note?: string;
    isCut?: boolean;
    fileName?: string;
    /** Set: the file is a workbook with a sheet of this name. */
    sheet?: string;
  },
  locale: (typeof locales)[number],
): Promise<string> {
  const head = header.replace("Saldo", balance);
  const lines = currencies.length === 0 ? [head, row] : [`${head};MONEDA`, ...currencies.map((of) => `${row};${of}`)];
  const titled = note === undefined ? lines : [note, "", ...lines];
  const file =
    sheet === undefined
      ? new File([titled.join("\n"), isCut ? "" : "\n"], fileName)
      : new File([xlsxFile({ sheets: [{ name: sheet, rows: titled.map((line) => line.split(";")) }] })], fileName);
  const workbench = new Workbench();
  const report = await workbench.open({ file, settings: {}, fields: standardFields, currency: "COP" });
  const mapping = mappingSchema.parse({
    columns: fields.map((field, at) =>
      at < loaded ? { state: "field", field, reading: { decimalMark: ",", dateOrder: "dmy" } } : { state: "unmapped" },
    ),
  });
  const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  const memory = { kind: "exact" } as const;
  const work: Work = {
    file,
    settings: {},
    report,
    earlier: null,
    memory,
    mapping,
    declined: [],
    correction,
    portfolio: null,
    recalled,
  };
  const state = { step: "review", work, summary, isRemembered } as const;
  const notes = reviewNotes({ state, fields: standardFields, currency: "COP", dispatch: () => undefined });
  return notes === undefined ? "" : rendered(notes, locale).text;
}

describe("the notes above a review", () => {
  test.each(locales)("list what only the corrected upload's answers decided (%s)", async (locale) => {
    const { mapping } = messagesFor(locale);
    const text = await notesOf({ isRemembered: true, correction, recalled: bothAnswers }, locale);
    expect(text).toContain("Saldo");
    expect(text).toContain(mapping.reading.short.comma);
    expect(text).toContain("Vence");
    expect(text).toContain(mapping.reading.dmy);
  });

  test.each(locales)("name recalled answers after the columns were shown (%s)", async (locale) => {
    const { mapping, review } = messagesFor(locale);
    const notes = (recalled: Work["recalled"]) => notesOf({ isRemembered: false, correction: null, recalled }, locale);
    const order = fields.indexOf("obligation.expiring_date");
    const text = await notes([{ column: order, question: "dateOrder" }]);
    expect(text).toContain(review.remembered.readTitle);
    expect(text).toContain("Vence");
    expect(text).toContain(mapping.reading.dmy);
    expect(text).not.toContain("Saldo");
    expect(text).not.toContain(review.remembered.text);
    expect(await notes([])).not.toContain("Vence");
  });

  test.each(locales)("name a column with foreign currencies (%s)", async (locale) => {
    const { title } = messagesFor(locale).mapping.currencies;
    const notes = (currencies: readonly string[], isRemembered = true) =>
      notesOf({ isRemembered, correction: null, currencies }, locale);
    for (const isRemembered of [true, false]) {
      const said = await notes(["COP", "COP", "USD", "COP", "UVR"], isRemembered);
      expect(said).toContain(title);
      expect(said).toMatch(/MONEDA.*USD, UVR.*COP/);
      expect(await notes(["PESOS", "Dólares"], isRemembered)).toContain("Dólares");
    }
    for (const foreign of [
      ["MN", "ME"],
      ["170", "840"],
    ])
      expect(await notes(foreign)).toContain(foreign[1]);
    for (const own of [["COP"], ["Pesos"], ["$"], ["1", "2"], ["pesos colombianos"], ["MN"], ["170"]])
      expect(await notes(own)).not.toContain(title);
  });

  test.each(locales)("name a balance header with a foreign currency (%s)", async (locale) => {
    const { title } = messagesFor(locale).mapping.currencies;
    const notes = (balance: string) => notesOf({ isRemembered: false, correction: null, balance }, locale);
    const foreign = ["SALDO_USD", "Saldo total (US$)", "Saldo en dólares", "SALDO EUR", "Saldo €", "SALDO ME"];
    for (const balance of [...foreign, "Saldo (M.E.)", "Saldo en moneda extranjera"])
      expect(await notes(balance)).toContain(title);
    for (const balance of ["Saldo COP", "Saldo en pesos", "Saldo $", "Saldo pen.", "SALDO", "SALDO MN"])
      expect(await notes(balance)).toBe("");
  });

  test.each(locales)("name a title that states a foreign currency (%s)", async (locale) => {
    const { title } = messagesFor(locale).mapping.currencies;
    for (const isRemembered of [true, false]) {
      const notes = (note: string) => notesOf({ isRemembered, correction: null, note }, locale);
      const said = await notes("Valores en dólares");
      expect(said).toContain(title);
      expect(said).toMatch(/1.*Valores en dólares.*COP/);
      expect(await notes("Valores en pesos")).not.toContain(title);
    }
  });

  test.each(locales)("name a sheet or file that names a foreign currency (%s)", async (locale) => {
    const { title } = messagesFor(locale).mapping.currencies;
    const notes = (names: { fileName?: string; sheet?: string }) =>
      notesOf({ isRemembered: false, correction: null, fileName: "cartera.xlsx", ...names }, locale);
    for (const sheet of ["CARTERA USD", "USD", "Dólares", "ME", "Cartera M.E.", "Moneda extranjera", "Cartera US$"]) {
      const said = await notes({ sheet });
      expect(said).toContain(title);
      expect(said).toContain(`«${sheet}»`.replace(/[«»]/g, ""));
      expect(said).toMatch(/COP/);
    }
    for (const fileName of ["cartera_USD_nov.csv", "Cartera dólares.csv", "carteraUSD.csv", "CARTERA ME.csv"])
      expect(await notes({ fileName })).toContain(title);
    expect(await notes({ fileName: "Cartera USD.xlsx", sheet: "Hoja1" })).toContain("Cartera USD.xlsx");
    for (const sheet of ["CARTERA COP", "Pesos", "Hoja1", "Pen. de pago", "me gusta", "MN"])
      expect(await notes({ sheet })).not.toContain(title);
    // The sheet that is read decides against the file's name.
    expect(await notes({ fileName: "Cartera COP y USD.xlsx", sheet: "COP" })).not.toContain(title);
  });

  test.each(locales)("say once that the file may be cut (%s)", async (locale) => {
    const { findings } = messagesFor(locale);
    const words = findings.notices.open_end.slice(0, 12);
    for (const isRemembered of [true, false])
      for (const of of [null, correction, "unknown"] as const) {
        const notes = (isCut: boolean) => notesOf({ isRemembered, correction: of, isCut }, locale);
        expect((await notes(true)).split(words)).toHaveLength(2);
        expect(await notes(false)).not.toContain(words);
      }
  });

  test.each(locales)("say that no balance is loaded (%s)", async (locale) => {
    const { mapping } = messagesFor(locale);
    for (const isRemembered of [true, false])
      for (const of of [null, correction, "unknown"] as const)
        expect(await notesOf({ isRemembered, correction: of, loaded: 6 }, locale)).toContain(mapping.noBalance.title);
  });

  test("are empty if a person just decided everything", async () => {
    expect(await notesOf({ isRemembered: false, correction: null }, "es")).toBe("");
  });
});

test.each(locales)("a balance on all of a client's rows is asked with both sums (%s)", async (locale) => {
  const lines = [
    header,
    ...[1, 2, 3, 4].map((at) => {
      const debtor = at % 2;
      return `102030405${debtor};Ana Ruiz;ana@x.co;3001234567;A${at};Consumo;${debtor + 1}.500,25;05/07/2026`;
    }),
  ];
  const file = new File([`${lines.join("\n")}\n`], "cartera.csv");
  const workbench = new Workbench();
  const report = await workbench.open({ file, settings: {}, fields: standardFields, currency: "COP" });
  const mapping = mappingSchema.parse({
    columns: fields.map((field) => ({ state: "field", field, reading: { decimalMark: ",", dateOrder: "dmy" } })),
  });
  const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  const work: Work = {
    file,
    settings: {},
    report,
    earlier: null,
    memory: { kind: "none" },
    mapping,
    recalled: [],
    declined: [],
    correction: null,
    portfolio: null,
  };
  const state = { step: "review", work, summary, isRemembered: false } as const;
  const notes = reviewNotes({ state, fields: standardFields, currency: "COP", dispatch: () => undefined });
  const { text } = rendered(notes, locale);
  const plain = text.replaceAll(/(?<=\d)[.,](?=\d{3})/g, "").replaceAll(",", ".");
  expect(plain).toContain("8001.00");
  expect(plain).toContain("4000.50");
  expect(text.replaceAll("&#x27;", "'")).toContain(messagesFor(locale).review.repeated.confirm);
  expect(isAsked(work, summary)).toBe(true);
  const confirmed = wizardReducer(state, { type: "confirmed", question: "repeatedBalance", column: 6 });
  expect(isAsked("work" in confirmed ? confirmed.work : work, summary)).toBe(false);
  const taken = wizardReducer(confirmed, { type: "confirmed", question: "repeatedBalance", column: null });
  expect(taken).toEqual({ ...state, work: { ...work, confirmed: {} } });
});

describe.each(locales)("a part larger than the balance and payments to come (%s)", (locale) => {
  const columns = [...fields.slice(0, 7), null, "obligation.last_pay_date"];
  const head = "Cedula;Nombre;Correo;Celular;Credito;Producto;Saldo total;Saldo capital;Fecha ultimo pago";

  test("are asked, each by itself", async () => {
    const rows = Array.from({ length: 12 }, (_, at) => {
      const debtor = `10203040${10 + at};Ana Ruiz;ana@x.co;3001234567;A${at};Consumo`;
      return `${debtor};8000,25;10000,50;2027-04-05`;
    });
    const file = new File([`${[head, ...rows].join("\n")}\n`], "cartera.csv");
    const workbench = new Workbench(undefined, () => Date.UTC(2026, 10, 27));
    const report = await workbench.open({ file, settings: {}, fields: standardFields, currency: "COP" });
    const mapping = mappingSchema.parse({
      columns: columns.map((field) =>
        field === null
          ? { state: "left_out" }
          : { state: "field", field, reading: { decimalMark: ",", dateOrder: "ymd" } },
      ),
    });
    const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
    const work: Work = {
      file,
      settings: {},
      report,
      earlier: null,
      memory: { kind: "none" },
      mapping,
      recalled: [],
      declined: [],
      correction: null,
      portfolio: null,
    };
    const state = { step: "review", work, summary, isRemembered: false } as const;
    const notes = reviewNotes({ state, fields: standardFields, currency: "COP", dispatch: () => undefined });
    const text = rendered(notes, locale)
      .text.replaceAll(/(?<=\d)[.,](?=\d{3})/g, "")
      .replaceAll(",", ".");
    expect(text).toContain("96003.00");
    expect(text).toContain("120006.00");
    expect(text).toContain("Saldo capital");
    expect(text).toContain("Fecha ultimo pago");
    expect(isAsked(work, summary)).toBe(true);
    const one = wizardReducer(state, { type: "confirmed", question: "largerPart", column: 7 });
    const first = "work" in one ? one.work : work;
    expect([isAsked(first, summary, "largerPart"), isAsked(first, summary)]).toEqual([false, true]);
    const both = wizardReducer(one, { type: "confirmed", question: "futurePayments", column: 8 });
    expect(isAsked("work" in both ? both.work : work, summary)).toBe(false);
  });
});
