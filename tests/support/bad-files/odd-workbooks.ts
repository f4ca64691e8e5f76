import type { BadFile } from "./bad-file.ts";
import { sheetXml, textRow, xlsxFile, xlsxParts } from "./xlsx-file.ts";
import { zipFile } from "./zip-file.ts";

const header = textRow(1, ["Cédula", "Nombre", "Saldo"]);
const titles = ["Cédula", "Nombre", "Saldo"];

/** Correct workbooks with features that readers get wrong. */
export const oddWorkbooks: readonly BadFile[] = [
  {
    name: "days counted from 1904",
    fileName: "mac.xlsx",
    make: () =>
      xlsxFile({
        is1904: true,
        sheets: [
          {
            name: "H",
            rows: [
              ["Cédula", "Vence"],
              [1020304050, { d: "2025-01-31" }],
            ],
          },
        ],
      }),
    expect: { rows: 1, columns: 2, firstRow: ["1020304050", "2025-01-31"], firstKinds: "nd" },
  },
  {
    name: "days counted from 1900",
    fileName: "pc.xlsx",
    make: () =>
      xlsxFile({
        sheets: [
          {
            name: "H",
            rows: [
              ["Cédula", "Vence"],
              [1020304050, { d: "2025-01-31" }],
            ],
          },
        ],
      }),
    expect: { rows: 1, columns: 2, firstRow: ["1020304050", "2025-01-31"], firstKinds: "nd" },
  },
  {
    name: "booleans and error cells",
    fileName: "errores.xlsx",
    make: () =>
      xlsxFile({
        sheets: [
          {
            name: "H",
            rows: [
              ["Cédula", "Activo", "Saldo"],
              [1020304050, { b: true }, { e: "#DIV/0!" }],
              [1020304051, { b: false }, 5],
            ],
          },
        ],
      }),
    expect: { rows: 2, columns: 3, firstRow: ["1020304050", "true", "#DIV/0!"], firstKinds: "nbe" },
  },
  {
    name: "formulas with and without a saved value",
    fileName: "formulas.xlsx",
    make: () =>
      xlsxFile({
        sheets: [
          {
            name: "H",
            rows: [titles, [1020304050, "Ana", { formula: "1+1" }], [1020304051, "Eva", { formula: "1+1", v: 2 }]],
          },
        ],
      }),
    expect: {
      rows: 2,
      columns: 3,
      firstKinds: "nte",
      lastRow: ["1020304051", "Eva", "2"],
      notices: ["formulas_without_value"],
    },
  },
  {
    name: "identifications padded by their number format",
    fileName: "ceros.xlsx",
    make: () => xlsxFile({ sheets: [{ name: "H", rows: [titles, [{ n: 12345678, f: "0000000000" }, "Ana", 1500]] }] }),
    expect: { rows: 1, columns: 3, firstRow: ["0012345678", "Ana", "1500"] },
  },
  {
    name: "hidden sheets, the fullest of them hidden",
    fileName: "ocultas.xlsx",
    make: () =>
      xlsxFile({
        sheets: [
          { name: "Portada", rows: [["Banco"]] },
          {
            name: "Oculta",
            isHidden: true,
            rows: [titles, ...Array.from({ length: 50 }, (_, index) => [index, "X", 1])],
          },
          { name: "Cartera", rows: [titles, [1020304050, "Ana", 1500], [1020304051, "Eva", 1600]] },
        ],
      }),
    expect: { rows: 2, columns: 3, firstRow: ["1020304050", "Ana", "1500"], notices: ["hidden_sheets"] },
  },
  {
    name: "an identification merged over the rows of its obligations",
    fileName: "combinadas.xlsx",
    make: () =>
      xlsxFile({
        sheets: [
          {
            name: "H",
            merges: ["A2:A4", "B2:B4"],
            rows: [
              ["Cédula", "Nombre", "Crédito", "Saldo"],
              [1020304050, "Ana", "C-1", 10],
              [null, null, "C-2", 20],
              [null, null, "C-3", 30],
              [1020304051, "Eva", "C-4", 40],
            ],
          },
        ],
      }),
    expect: { rows: 4, columns: 4, lastRow: ["1020304051", "Eva", "C-4", "40"], notices: ["merged_cells_filled"] },
  },
  {
    name: "merged areas that overlap, which give a row no other debtor's values",
    fileName: "combinadas.xlsx",
    make: () =>
      xlsxFile({
        sheets: [
          {
            name: "H",
            merges: ["A2:A900", "B2:B900", "A3:A4", "B3:B4"],
            rows: [
              ["Cédula", "Nombre", "Crédito", "Saldo"],
              [1020304050, "Ana", "C-1", 10],
              [1020304051, "Eva", "C-2", 20],
              [null, null, "C-3", 30],
            ],
          },
        ],
      }),
    expect: { rows: 3, columns: 4, lastRow: ["1020304051", "Eva", "C-3", "30"], notices: ["merged_cells_filled"] },
  },
  {
    name: "a balance merged over the rows of its obligations, which must not be loaded once for each",
    fileName: "combinadas.xlsx",
    make: () =>
      xlsxFile({
        sheets: [
          {
            name: "H",
            merges: ["A1:D1", "A3:A5", "B3:B5", "D3:D5"],
            rows: [
              ["Cartera"],
              ["Cédula", "Nombre", "Crédito", "Saldo total"],
              [1020304050, "Ana", "C-1", 60],
              [null, null, "C-2", null],
              [null, null, "C-3", null],
            ],
          },
        ],
      }),
    expect: {
      rows: 3,
      columns: 4,
      lastRow: ["1020304050", "Ana", "C-3", ""],
      notices: ["merged_cells_filled", "merged_cells_kept"],
    },
  },
  {
    name: "cells and rows without references",
    fileName: "sin-referencias.xlsx",
    make: () =>
      zipFile(
        xlsxParts(
          sheetXml(
            '<row><c t="inlineStr"><is><t>Cédula</t></is></c><c t="inlineStr"><is><t>Saldo</t></is></c></row><row><c><v>1020304050</v></c><c><v>5.5</v></c></row>',
          ),
        ),
      ),
    expect: { rows: 1, columns: 2, firstRow: ["1020304050", "5.5"] },
  },
  {
    name: "rich text, phonetic runs and kept blanks",
    fileName: "rico.xlsx",
    make: () =>
      zipFile(
        xlsxParts(
          sheetXml(
            `${header}<row r="2"><c r="A2"><v>1020304050</v></c><c r="B2" t="s"><v>0</v></c><c r="C2"><v>1</v></c></row>`,
          ),
          {
            sharedStrings:
              '<sst><si><r><t xml:space="preserve">Ana </t></r><r><rPr><b/></rPr><t>Peña</t></r><rPh sb="0" eb="1"><t>アナ</t></rPh></si></sst>',
          },
        ),
      ),
    expect: { rows: 1, columns: 3, firstRow: ["1020304050", "Ana Peña", "1"] },
  },
  {
    name: "elements with a namespace prefix",
    fileName: "prefijo.xlsx",
    make: () =>
      zipFile(
        xlsxParts(
          '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Cédula</x:t></x:is></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>Saldo</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1020304050</x:v></x:c><x:c r="B2"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        ),
      ),
    expect: { rows: 1, columns: 2, firstRow: ["1020304050", "7"] },
  },
  {
    name: "numbers in scientific notation",
    fileName: "cientifica.xlsx",
    make: () =>
      zipFile(
        xlsxParts(
          sheetXml(
            `${header}<row r="2"><c r="A2"><v>1.02030405E9</v></c><c r="B2" t="inlineStr"><is><t>Ana</t></is></c><c r="C2"><v>1.5E-1</v></c></row>`,
          ),
        ),
      ),
    expect: { rows: 1, columns: 3, firstRow: ["1020304050", "Ana", "0.15"], firstKinds: "ntn" },
  },
  {
    name: "a shared string that does not exist",
    fileName: "indice.xlsx",
    make: () =>
      zipFile(
        xlsxParts(sheetXml(`${header}<row r="2"><c r="A2" t="s"><v>99</v></c></row>`), {
          sharedStrings: "<sst><si><t>a</t></si></sst>",
        }),
      ),
    expect: { refusal: "corrupt" },
  },
  ...["", "libro/"].map(
    (folder): BadFile => ({
      name: `parts that stand in "${folder}" instead of "xl/"`,
      fileName: "raiz.xlsx",
      make: () =>
        zipFile(
          xlsxParts(sheetXml(header + textRow(2, ["1020304050", "Ana", "5"]))).map(({ name, content }) => ({
            name: name.replace("xl/", folder).replace("worksheets/", ""),
            content: String(content).replace("xl/", folder).replace("worksheets/", ""),
          })),
        ),
      expect: { rows: 1, columns: 3, firstRow: ["1020304050", "Ana", "5"] },
    }),
  ),
  {
    name: "a sheet whose rows end in the middle",
    fileName: "medio.xlsx",
    make: () =>
      zipFile(
        xlsxParts(
          `${sheetXml(header + textRow(2, ["1", "Ana", "5"])).replace("</sheetData></worksheet>", "")}<row r="3"><c r="A3"><v>12`,
        ),
      ),
    expect: { refusal: "truncated" },
  },
  {
    name: "entities and escaped characters",
    fileName: "entidades.xlsx",
    make: () =>
      zipFile(
        xlsxParts(
          sheetXml(
            `${header}<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>P&amp;G &lt;b&gt; &#209;and&#xFA;_x000D_</t></is></c><c r="C2"><v>1</v></c></row>`,
          ),
        ),
      ),
    expect: { rows: 1, columns: 3, firstRow: ["1", "P&G <b> Ñandú\r", "1"] },
  },
  {
    name: "a thousand formatted but empty rows below",
    fileName: "formato.xlsx",
    make: () =>
      zipFile(
        xlsxParts(
          sheetXml(
            header +
              textRow(2, ["1", "Ana", "5"]) +
              Array.from(
                { length: 1000 },
                (_, row) => `<row r="${row + 3}"><c r="A${row + 3}" s="1"/><c r="ZZ${row + 3}" s="1"/></row>`,
              ).join(""),
          ),
        ),
      ),
    expect: { rows: 1, columns: 3 },
  },
];
