import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { centsOf } from "#lib/domain/cleaning/amount.ts";
import { cleanerOf } from "#lib/domain/cleaning/cleaner-of.ts";
import { customField, standardFields } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { CellReading } from "#lib/domain/mapping/cell-reading.ts";
import { brazilianCheckDigits, nitCheckDigit } from "#lib/domain/person/check-digits.ts";
import type { CellKind } from "#lib/domain/table/table.ts";
import { cases } from "#tests/support/depth.ts";

function field(id: string): Field {
  const found = standardFields.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

/** The cleaned value and the codes it raises, as "value code code→proposal". */
function clean(target: Field, text: string, reading: CellReading = {}, kind: CellKind = "text"): string {
  const said: string[] = [];
  const value = cleanerOf(target, reading, "CO")(text, kind, (code, _params, proposal) => {
    said.push(proposal === undefined ? code : `${code}→${proposal}`);
  });
  return [value, ...said].join(" ");
}

type Example = readonly [text: string, result: string, kind?: CellKind | undefined];

function examples(name: string, target: Field, reading: CellReading, list: readonly Example[]) {
  describe(name, () => {
    for (const [text, result, kind = "text"] of list) {
      test(`${JSON.stringify(text.slice(0, 40))} (${kind}) is ${JSON.stringify(result)}`, () => {
        expect(clean(target, text, reading, kind)).toBe(result);
      });
    }
  });
}

examples("amounts with a decimal comma", field("obligation.total_balance"), { decimalMark: "," }, [
  ["1.234.567,89", "1234567.89"],
  ["1'234.567,89", "1234567.89"],
  ["1 234,5", "1234.50"],
  ["$ 1.234", "1234"],
  ["R$ 1.234,56", "1234.56"],
  ["COP 1.000", "1000"],
  ["(1.234)", "-1234 amount_negative"],
  ["1.234-", "-1234 amount_negative"],
  ["-$ 5,00", "-5 amount_negative"],
  ["$ -", "0"],
  ["-", ""],
  ["\u00a01.234\u00a0", "1234"],
  ["12,345", "12.35 amount_rounded"],
  ["0,995", "1 amount_rounded"],
  ["616,910", "616.91 amount_rounded"],
  ["0,910", "0.91"],
  ["1616,910", "1616.91"],
  ["7'137,560", "7137.56 amount_rounded"],
  ["12,3400", "12.34"],
  ["12abc", " amount_malformed"],
  ["1.23", " amount_malformed"],
  ["0.123", " amount_malformed"],
  ["1.234,5,6", " amount_malformed"],
  ["1.23.456", " amount_malformed"],
  ["5,", " amount_malformed"],
  ["12%", " amount_malformed"],
  ["1,2E+05", " amount_malformed"],
  ["9999999999999", " amount_too_large"],
  ["1234.5", "1234.50", "number"],
  ["0.30000000000000004", "0.30", "number"],
  ["2025-01-31", " amount_malformed", "date"],
  ["true", " amount_malformed", "boolean"],
  ["#N/A", " cell_error", "error"],
  ["#REF!", " cell_error", "error"],
  ["", " formula_without_value", "error"],
]);

examples("amounts whose column has no mark", field("obligation.total_balance"), {}, [
  ["1.234", " amount_ambiguous"],
  ["1,234", " amount_ambiguous"],
  ["1.234,5", "1234.50"],
  ["1,234.5", "1234.50"],
  ["1,234,567", "1234567"],
  ["1234.5", "1234.50"],
  ["0,125", "0.13 amount_rounded"],
]);

examples(
  "amounts with a decimal point that may be thousands",
  field("obligation.total_balance"),
  { decimalMark: "." },
  [
    ["168.800", "168.80 amount_rounded"],
    ["$ 168.000", "168 amount_rounded"],
    ["168,800", "168800"],
    ["0.500", "0.50"],
    ["168.5", "168.50"],
  ],
);

examples("dates of a day-first column", field("obligation.expiring_date"), { dateOrder: "dmy" }, [
  ["31/01/2025", "2025-01-31"],
  ["31-1-25", "2025-01-31"],
  ["31.01.1998", "1998-01-31"],
  ["2025-01-31", "2025-01-31"],
  ["31012025", "2025-01-31"],
  ["20250131", "2025-01-31"],
  ["20250131", "2025-01-31", "number"],
  ["45688", "2025-01-31", "number"],
  ["45688.75", "2025-01-31", "number"],
  ["45688", " date_malformed"],
  ["2025-01-31T10:00:00", "2025-01-31", "date"],
  ["31-ene-2025", "2025-01-31"],
  ["31 de enero de 2025", "2025-01-31"],
  ["Jan 31, 2025", "2025-01-31"],
  ["31 dez 2025", "2025-12-31"],
  ["31/01/2025 10:20:30 a. m.", "2025-01-31"],
  ["00/00/0000", ""],
  ["01/31/2025", " date_impossible"],
  ["29/02/2023", " date_impossible"],
  ["29/02/2024", "2024-02-29"],
  ["pronto", " date_malformed"],
  ["01/01/1900", "1900-01-01 date_unlikely"],
]);

examples(
  "a workbook's dates with day and month exchanged",
  field("obligation.expiring_date"),
  { dateOrder: "dmy", datedCells: "swapped" },
  [
    ["2026-05-03", "2026-03-05", "date"],
    ["2026-05-03T10:00:00", "2026-03-05", "date"],
    ["2026-05-25", " date_impossible", "date"],
    ["25/03/2026", "2026-03-25"],
    // A text that a person types keeps its meaning.
    ["2026-03-05", "2026-03-05"],
  ],
);

examples(
  "texts whose year stands first with day and month exchanged",
  field("obligation.expiring_date"),
  { dateOrder: "dmy", datedCells: "swapped_texts" },
  [
    ["2026-05-03", "2026-03-05"],
    ["2026/05/03 00:00:00", "2026-03-05"],
    ["25/03/2026", "2026-03-25"],
  ],
);

examples("dates with a month's name whose years stand first", field("obligation.expiring_date"), { dateOrder: "ymd" }, [
  ["24-jul-31", "2024-07-31"],
  ["31-jul-2024", "2024-07-31"],
]);

examples("dates whose column has no order", field("obligation.expiring_date"), {}, [
  ["01/02/2025", " date_ambiguous"],
  ["13/02/2025", "2025-02-13"],
  ["02/13/2025", "2025-02-13"],
  ["05/05/2025", "2025-05-05"],
  ["01-02-03", " date_ambiguous"],
]);

examples("identifications", field("debtor.Identification"), {}, [
  ["CC 1.234.567", "1234567"],
  ["C.C. No. 79.555.123", "79555123"],
  ["NIT 900.123.456-8", "900123456"],
  ["900123456-8", "900123456"],
  ["900.123.456-7", "900123456-7 identification_check_digit"],
  ["123.456.789-09", "12345678909"],
  ["12.345.678/0001-95", "12345678000195"],
  ["00123", "00123"],
  ["AB123456", "AB123456"],
  ["123.0", "123"],
  ["1.23456789E+08", "123456789"],
  ["1,23457E+09", " identification_digits_lost"],
  ["1234567", "1234567", "number"],
  ["12345678901234567", " identification_digits_lost", "number"],
  ["1234567890123450", "1234567890123450 identification_last_digit", "number"],
  ["12.5", " identification_malformed", "number"],
  ["TOTAL", " identification_malformed"],
  ["1.23", " identification_malformed"],
  ["000", " identification_malformed"],
  ["\u200b123\u202e", "123"],
]);

examples("obligation numbers", field("obligation.id"), {}, [
  ["00012", "00012"],
  ["4575 1234", "4575 1234"],
  ["CC-12/3", "CC-12/3"],
  ["4575123412341234", "4575123412341234"],
  ["4575123412341234", "4575123412341234", "number"],
  ["4575123412341230", "4575123412341230 identification_last_digit", "number"],
  ["4575123412340000", " identification_digits_lost", "number"],
  ["9007199254740991", "9007199254740991", "number"],
  ["9007199254740993", " identification_digits_lost", "number"],
  ["45751234123412345", " identification_digits_lost", "number"],
  ["4,57512E+15", " identification_digits_lost"],
  ["TARJ 4575 CT-9", "TARJ 4575 CT-9"],
  ["Microcrédito", "Microcrédito code_unlikely"],
  ["PENDIENTE", "PENDIENTE code_unlikely"],
  [`"004000000012"`, `"004000000012" code_unlikely`],
  ['="0040001"', "0040001"],
  ['="A"&"B"', '="A"&"B" code_unlikely text_formula'],
  ["00400\n0001", "00400 0001 code_unlikely"],
  ["Transversal 7 # 74 - 30", "Transversal 7 # 74 - 30 code_unlikely"],
]);

examples(
  "dates of a column that has both orders",
  field("obligation.expiring_date"),
  { dateOrder: "dmy", hasBothOrders: true },
  [
    ["25/03/2026", "2026-03-25"],
    ["05/03/2026", "2026-03-05 date_of_two_readings"],
    ["5/3/26 00:00", "2026-03-05 date_of_two_readings"],
    ["05/05/2026", "2026-05-05"],
    ["2026-03-05", "2026-03-05"],
    ["03/25/2026", " date_impossible"],
  ],
);

examples("numbers in a column of dates", field("obligation.last_pay_date"), { hasStrayNumbers: true }, [
  ["59245", "2062-03-15 date_from_number", "number"],
  ["44638.17", "2022-03-18 date_from_number", "number"],
  ["2025-06-11", "2025-06-11", "date"],
  ["11/25/2025", "2025-11-25"],
  ["20250611", "2025-06-11", "number"],
  ["0", "", "number"],
]);

examples("stray numbers among names of products", field("obligation.name"), { hasStrayNumbers: true }, [
  ["88337", "88337 text_unlikely", "number"],
  ["39", "39 text_unlikely"],
  ["155.417", "155.417 text_unlikely"],
  ["Visa 39", "Visa 39"],
]);

examples("numbers kept as text twice over", field("obligation.id"), {}, [
  ['="\'00400"', "00400"],
  ["'00400", "00400"],
  ['="00400"', "00400"],
]);

examples("stray numbers among addresses", field("debtor.Address"), { hasStrayNumbers: true }, [
  ["37603857", "37603857 text_unlikely"],
  ["37603857", "37603857 text_unlikely", "number"],
  ["Calle 60 # 12 - 45", "Calle 60 # 12 - 45"],
  ["1200 Main St", "1200 Main St"],
]);

examples("amounts and dates where an address should stand", field("debtor.Address"), {}, [
  ["1.234.567,89", "1.234.567,89 text_unlikely"],
  ["$ 4,560.10", "$ 4,560.10 text_unlikely"],
  ["31/12/2025", "31/12/2025 text_unlikely"],
  ["16-jun-2021", "16-jun-2021 text_unlikely"],
  ["14,5%", "14,5% text_unlikely"],
  ["37603857", "37603857"],
  ["10-20", "10-20"],
  ["10 # 60 - 66", "10 # 60 - 66"],
  ["Km 12,50", "Km 12,50"],
]);

examples("numbers in a column of numbers that are dates", field("obligation.last_pay_date"), {}, [
  ["45688", "2025-01-31", "number"],
  ["45688.5", "2025-01-31", "number"],
  ["45688.4375", "2025-01-31", "number"],
  ["69347.54", "2089-11-10 date_from_number", "number"],
  ["149", "1900-05-28 date_from_number", "number"],
]);

examples("e-mails", field("debtor.Email"), {}, [
  ["Ana@Gmail.com", "ana@gmail.com"],
  ["ana@gmail.con", "ana@gmail.con email_slip→ana@gmail.com"],
  ["ana@hotmial.com", "ana@hotmial.com email_slip→ana@hotmail.com"],
  ["ana@hotmail.co.uk", "ana@hotmail.co.uk"],
  ["a@b.co; c@d.co", "a@b.co email_several"],
  ["<a@b.co>", "a@b.co"],
  ["ana maria@x.co", " email_malformed"],
  ["ana@gmail", " email_malformed→ana@gmail.com"],
  ["ana@@x.co", " email_malformed"],
  ["a..b@x.co", " email_malformed"],
  ["añ@x.co", " email_malformed"],
  ["no tiene", " email_malformed"],
  ["NoTiene@correo.com", "notiene@correo.com email_placeholder"],
  ["no_tiene2@banco.com.co", "no_tiene2@banco.com.co email_placeholder"],
  ["sincorreo@gmail.com", "sincorreo@gmail.com email_placeholder"],
  ["noaplica@noaplica.com", "noaplica@noaplica.com email_placeholder"],
  ["no@tiene.com", "no@tiene.com email_placeholder"],
  ["xxx@xxx.com", "xxx@xxx.com email_placeholder"],
  ["a@a.co", "a@a.co email_placeholder"],
  ["noemi@gmail.com", "noemi@gmail.com"],
  ["nona.tiene@gmail.com", "nona.tiene@gmail.com"],
  ["simon.correo@gmail.com", "simon.correo@gmail.com"],
  ["ana@ana.com", "ana@ana.com"],
  ["test@test.com", "test@test.com email_placeholder"],
  ["na@na.com.co", "na@na.com.co email_placeholder"],
  ["nana@gmail.com", "nana@gmail.com"],
  ["correo@empresa.co", "correo@empresa.co"],
  ["noreply@x.co", "noreply@x.co"],
]);

examples("telephones", field("debtor.Telephone"), {}, [
  ["3001234567", "3001234567"],
  ["+57 300 123 4567", "3001234567"],
  ["(601) 234 5678", "6012345678"],
  ["573001234567", "3001234567", "number"],
  ["+1 212 555 0123", "+12125550123"],
  ["2345678", "2345678 telephone_short"],
  ["31949", "31949 telephone_short"],
  ["3001234567 / 6012345678", "3001234567 telephone_several"],
  ["3001234567 3019876543", "3001234567 telephone_several"],
  ["3001234567 ext 12", " telephone_malformed→3001234567"],
  ["3,00123E+09", " telephone_digits_lost"],
  ["3.001234567E+09", "3001234567"],
  ["0000000000", " telephone_malformed"],
  ["1234", " telephone_malformed"],
  ["(+57)3001234567", " telephone_malformed→3001234567"],
  ["(+57) 300-123-4567", " telephone_malformed→3001234567"],
  ["[57] 300 123 4567", " telephone_malformed→3001234567"],
  ["Cel: 300 123 4567", " telephone_malformed→3001234567"],
  ["+57+3001234567", " telephone_malformed→3001234567"],
  ["Tel. (601) 234 5678", " telephone_malformed→6012345678"],
  ["(+57)30012345", " telephone_malformed"],
  ["no tiene", " telephone_malformed"],
]);

examples("days", field("obligation.days_delay"), {}, [
  ["33", "33"],
  ["033", "33"],
  ["33.0", "33", "number"],
  ["33 días", "33"],
  ["-5", "-5 days_negative"],
  ["33,5", " days_malformed"],
  ["31-60", " days_malformed"],
  [">90", " days_malformed"],
  ["12abc", " days_malformed"],
]);

examples("texts", field("debtor.Name"), {}, [
  ["  JUAN \u00a0 PÉREZ\t", "JUAN PÉREZ"],
  ["A\u200bna\u202e", "Ana"],
  ["MUN\u0303OZ", "MUÑOZ"],
  ["MuÃ±oz", "MuÃ±oz text_garbled→Muñoz"],
  ["Mu\ufffdoz", "Mu\ufffdoz text_garbled"],
  ["MarÃ\u00ada", "MarÃa text_garbled→María"],
  ["MARÃ\u008dA", "MARÃ A text_garbled→MARÍA"],
  ["PEÃ\u0091A", "PEÃ A text_garbled→PEÑA"],
  ["PEÃ‘A", "PEÃ‘A text_garbled→PEÑA"],
  ["Voilà Ã\u00a0 la", "Voilà Ã la text_garbled→Voilà à la"],
  ["Ã\u00a1rea", "Ã¡rea text_garbled→área"],
  ["GarcÃƒÂ\u00ada", "GarcÃƒÂa text_garbled→García"],
  ["NUÃƒâ€˜EZ", "NUÃƒâ€˜EZ text_garbled→NUÑEZ"],
  ["â€œPlan OroÂ® 5â‚¬â€\u009d", "â€œPlan OroÂ® 5â‚¬â€ text_garbled→“Plan Oro® 5€”"],
  ["MarÃa", "MarÃa text_garbled"],
  ["Mu&ntilde;oz &Aacute;vila", "Mu&ntilde;oz &Aacute;vila text_garbled→Muñoz Ávila"],
  ["PE&#209;A &amp; C&iacute;a", "PE&#209;A &amp; C&iacute;a text_garbled→PEÑA & Cía"],
  ["P&G", "P&G"],
  ["CrŽdito", "CrŽdito text_garbled"],
  ["Mu–oz", "Mu–oz text_garbled"],
  ["Ib‡–ez", "Ib‡–ez text_garbled"],
  ["JosŽ V’ctor", "JosŽ V’ctor text_garbled"],
  ["PŽrez Ord—–ez", "PŽrez Ord—–ez text_garbled"],
  ["D’az D’Angelo", "D’az D’Angelo text_garbled"],
  ["RAMîN", "RAMîN text_garbled"],
  ["Jur’dica", "Jur’dica text_garbled"],
  ["Díaz DÃaz", "Díaz DÃaz text_garbled"],
  ["claÌ\u0081sica", "claÌ sica text_garbled→clásica"],
  ["UÌ\u0081rsula NunÌƒez", "UÌ rsula NunÌƒez text_garbled→Úrsula Nuñez"],
  ["claÌ sica", "claÌ sica text_garbled"],
  ["Microcr≈Ωdito", "Microcr≈Ωdito text_garbled"],
  ["Luis Hoyos ?vila", "Luis Hoyos ?vila text_garbled"],
  ["Jos? Ruiz", "Jos? Ruiz text_garbled"],
  ["¿Quién sabe?", "¿Quién sabe?"],
  ["Pau d’Alho Sant’Ana O’Neil", "Pau d’Alho Sant’Ana O’Neil"],
  ["çngela", "çngela text_garbled"],
  ["êngrid", "êngrid text_garbled"],
  ["µngela Ord¢¤ez", "µngela Ord¢¤ez text_garbled"],
  ["AÇÃO Conceição", "AÇÃO Conceição"],
  ["Norte – Sur", "Norte – Sur"],
  ["DÃAZ", "DÃAZ text_garbled"],
  ["Ãngela", "Ãngela text_garbled"],
  ["Mar?a", "Mar?a text_garbled"],
  ["Ib??ez", "Ib??ez text_garbled"],
  ["MU¥OZ", "MU¥OZ text_garbled"],
  ["Garc¡a", "Garc¡a text_garbled"],
  ["Peï¿½a", "Peï¿½a text_garbled"],
  ["JOÃO GUIMARÃES", "JOÃO GUIMARÃES"],
  ["IRMÃS MANHÃ", "IRMÃS MANHÃ"],
  ["ÂNGELA CONCEIÇÃO", "ÂNGELA CONCEIÇÃO"],
  ["https://x.co/p?id=1", "https://x.co/p?id=1"],
  ["¿Quién?", "¿Quién?"],
  ["=1+1", "=1+1 text_formula"],
  ["=HYPERLINK(A1)", "=HYPERLINK(A1) text_formula"],
  ["@SUM(A1)", "@SUM(A1) text_formula"],
  ["+A1", "+A1 text_formula"],
  ["-2+3", "-2+3 text_formula"],
  ["-SUMA(A1:A2)", "-SUMA(A1:A2) text_formula"],
  ["+cmd|' /C calc'!A0", "+cmd|' /C calc'!A0 text_formula"],
  ["- Calle 5 Sur", "- Calle 5 Sur"],
  ["+57 300-123-4567", "+57 300-123-4567"],
  ["—", ""],
  ["x".repeat(1001), " text_too_long"],
]);

examples("names of people and companies", field("debtor.Name"), {}, [
  ["004000000000", "004000000000 text_unlikely"],
  ["1020304050", "1020304050 text_unlikely", "number"],
  ["$ 994.807,76", "$ 994.807,76 text_unlikely"],
  ["2025-11-14", "2025-11-14 text_unlikely", "date"],
  ["18,5%", "18,5% text_unlikely"],
  ["3M Colombia", "3M Colombia"],
  ["4-72", "4-72 text_unlikely"],
  ["-", ""],
]);

examples("names of products", field("obligation.name"), {}, [
  ["4317390.71", "4317390.71 text_unlikely"],
  ["$ 994.807,76", "$ 994.807,76 text_unlikely"],
  ["2025-11-14", "2025-11-14 text_unlikely"],
  ["18,5%", "18,5% text_unlikely"],
  ["20190310", "20190310 text_unlikely"],
  ["20191310", "20191310"],
  ["15-may-2019", "15-may-2019 text_unlikely"],
  ["12 cuotas 2024", "12 cuotas 2024"],
  ["329460.8", "329460.8 text_unlikely", "number"],
  ["101", "101", "number"],
  ["101", "101"],
  ["4 x 1000", "4 x 1000"],
  ["Plan 18,50", "Plan 18,50"],
]);

const list = customField({
  level: "debtor",
  label: "Ciudad",
  kind: "list",
  dateFormat: "YYYY-MM-DD",
  allowedValues: ["Bogotá", "Medellín"],
});
examples("lists", list, {}, [
  ["BOGOTA", "Bogotá"],
  ["Medelin", " value_not_allowed→Medellín"],
  ["MedellÃ\u00adn", " value_not_allowed→Medellín"],
  ["Cali", " value_not_allowed"],
]);

test("the check digits match those of real documents", () => {
  // NITs published by their companies: Bancolombia 890903938-8, Ecopetrol 899999068-1.
  expect(nitCheckDigit("890903938")).toBe("8");
  expect(nitCheckDigit("899999068")).toBe("1");
  expect(brazilianCheckDigits("111444777")).toBe("35");
});

test("a custom date is sent in its own format", () => {
  const date = customField({ level: "debtor", label: "F", kind: "date", dateFormat: "MM-DD-YYYY", allowedValues: [] });
  expect(clean(date, "31/01/2025", { dateOrder: "dmy" })).toBe("01-31-2025");
});

test("a clean value stays the same when cleaned again", () => {
  const canonical: CellReading = { decimalMark: ".", dateOrder: "ymd" };
  const alphabet = fc.string({
    unit: fc.constantFrom(..."0123456789.,-/$ ()@abE+'ñÃ±\u00a0\u200b".split("")),
    maxLength: 18,
  });
  for (const target of standardFields) {
    fc.assert(
      fc.property(fc.oneof(alphabet, fc.string({ unit: "grapheme", maxLength: 20 })), (text) => {
        const once = cleanerOf(target, { decimalMark: ",", dateOrder: "dmy" }, "CO")(text, "text", () => undefined);
        if (once === "") return;
        expect(cleanerOf(target, canonical, "CO")(once, "text", () => undefined)).toBe(once);
      }),
      { numRuns: cases(1500) },
    );
  }
});

test("amounts with either mark keep every cent", () => {
  const amount = field("obligation.total_balance");
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 }), fc.boolean(), (cents, isComma) => {
      const digits = String(Math.abs(cents)).padStart(3, "0");
      const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, isComma ? "." : ",");
      const text = `${cents < 0 ? "-" : ""}${whole}${isComma ? "," : "."}${digits.slice(-2)}`;
      const value = cleanerOf(amount, { decimalMark: isComma ? "," : "." }, "CO")(text, "text", () => undefined);
      expect(centsOf(value)).toBe(cents === 0 ? 0 : cents);
    }),
  );
});
