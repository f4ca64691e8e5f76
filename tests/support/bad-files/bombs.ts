import { deflateRawSync } from "node:zlib";
import type { BadFile } from "./bad-file.ts";
import { repeatedDeflate } from "./repeated-deflate.ts";
import { columnName, sheetXml, textRow, xlsxParts } from "./xlsx-file.ts";
import { type ZipPart, zipFile } from "./zip-file.ts";

const header = textRow(1, ["Cédula", "Nombre", "Saldo"]);
const start =
  '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
const megabyte = 1024 * 1024;
const blanks = " ".repeat(megabyte);

/** One part many times over, with its bytes in memory only once. */
function many(part: string, times: number): Blob[] {
  const blob = new Blob([part]);
  return Array.from({ length: times }, () => blob);
}

/** A workbook in which one part is replaced by something it must never contain. */
function withPart(part: ZipPart, sheet = sheetXml(header + textRow(2, ["1", "Ana", "5"]))): Blob {
  return zipFile([...xlsxParts(sheet).filter(({ name }) => name !== part.name), part]);
}

function bomb(name: string, head: string, chunk: string, times: number, tail: string): Blob {
  return withPart({ name, content: "", packed: repeatedDeflate(head, chunk, times, tail) });
}

const nothing = { deflated: deflateRawSync(""), crc32: 0, bytes: 0 };
const entity = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';
const sheetName = "xl/worksheets/sheet1.xml";

/** Small files that inflate to far more than they weigh. Each must be answered in bounded memory. */
export const bombs: readonly BadFile[] = [
  {
    name: "a sheet of 300 MB of blanks",
    fileName: "bomba.xlsx",
    isBomb: true,
    make: () => bomb(sheetName, start, blanks, 300, "</sheetData></worksheet>"),
    expect: { refusal: ["too_large", "too_many_characters"] },
  },
  {
    name: "a sheet of twenty million rows",
    fileName: "filas.xlsx",
    isBomb: true,
    make: () =>
      bomb(sheetName, start + header, "<row><c><v>1</v></c></row>".repeat(40_000), 500, "</sheetData></worksheet>"),
    expect: { refusal: ["too_large", "too_many_rows", "corrupt"] },
  },
  {
    name: "shared strings of 300 MB of blanks",
    fileName: "textos.xlsx",
    isBomb: true,
    make: () => bomb("xl/sharedStrings.xml", "<sst><si><t>", blanks, 300, "</t></si></sst>"),
    expect: { refusal: ["too_large", "too_many_characters"] },
  },
  {
    name: "styles of 300 MB of blanks",
    fileName: "estilos.xlsx",
    isBomb: true,
    make: () => bomb("xl/styles.xml", "<styleSheet>", blanks, 300, "</styleSheet>"),
    expect: { refusal: ["too_large", "too_many_characters"] },
  },
  {
    name: "a list of sheets of 300 MB of blanks",
    fileName: "libro.xlsx",
    isBomb: true,
    make: () => bomb("xl/workbook.xml", "<workbook>", blanks, 300, "</workbook>"),
    expect: { refusal: ["too_large", "too_many_characters"] },
  },
  {
    name: "one shared string of 1 MB used 12,000 times",
    fileName: "repetido.xlsx",
    isBomb: true,
    make: () => {
      const rows = Array.from(
        { length: 12_000 },
        (_, row) => `<row r="${row + 2}"><c r="A${row + 2}" t="s"><v>0</v></c></row>`,
      );
      return zipFile(
        xlsxParts(sheetXml(header + rows.join("")), {
          sharedStrings: `<sst><si><t>${"A".repeat(megabyte)}</t></si></sst>`,
        }),
      );
    },
    expect: { refusal: "too_many_characters" },
  },
  {
    name: "30,000 entries",
    fileName: "entradas.xlsx",
    isBomb: true,
    make: () =>
      zipFile([
        ...xlsxParts(sheetXml(header)),
        ...Array.from({ length: 30_000 }, (_, index) => ({
          name: `xl/media/${index}.png`,
          content: "",
          packed: nothing,
        })),
      ]),
    expect: { refusal: "too_many_entries" },
  },
  {
    name: "two entries of one name",
    fileName: "doble.xlsx",
    make: () =>
      zipFile([
        ...xlsxParts(sheetXml(header + textRow(2, ["1", "Ana", "5"]))),
        { name: sheetName, content: sheetXml(header + textRow(2, ["2", "Eva", "9"])) },
      ]),
    expect: { refusal: "corrupt" },
  },
  {
    name: "a document type in the sheet",
    fileName: "doctype.xlsx",
    make: () => withPart({ name: sheetName, content: entity + sheetXml(header + textRow(2, ["1", "Ana", "5"])) }),
    expect: { refusal: "doctype" },
  },
  {
    name: "entities in the shared strings",
    fileName: "risas.xlsx",
    make: () =>
      withPart({
        name: "xl/sharedStrings.xml",
        content: `<?xml version="1.0"?>${entity}<sst><si><t>&b;</t></si></sst>`,
      }),
    expect: { refusal: "doctype" },
  },
  {
    name: "a document type in the list of sheets",
    fileName: "libro.xlsx",
    make: () => withPart({ name: "xl/workbook.xml", content: `${entity}<workbook/>` }),
    expect: { refusal: "doctype" },
  },
  {
    name: "an ODS file of 300 MB of blanks",
    fileName: "bomba.ods",
    isBomb: true,
    make: () =>
      zipFile([
        { name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet" },
        {
          name: "content.xml",
          content: "",
          packed: repeatedDeflate("<office:document-content>", blanks, 300, "</office:document-content>"),
        },
      ]),
    expect: { refusal: "too_large" },
  },
  {
    name: "an XLSB file of 300 MB of zeros",
    fileName: "bomba.xlsb",
    isBomb: true,
    make: () =>
      zipFile([{ name: "xl/workbook.bin", content: "", packed: repeatedDeflate("", "\0".repeat(megabyte), 300, "") }]),
    expect: { refusal: "too_large" },
  },
  {
    name: "XML nested a million deep",
    fileName: "hondo.xlsx",
    isBomb: true,
    make: () =>
      withPart({
        name: sheetName,
        content: sheetXml(
          `${header}<row r="2"><c r="A2" t="inlineStr"><is>${"<r>".repeat(1_000_000)}<t>1</t>${"</r>".repeat(1_000_000)}</is></c><c r="B2" t="inlineStr"><is><t>Ana</t></is></c><c r="C2"><v>5</v></c></row>`,
        ),
      }),
    expect: { rows: 1, columns: 3, firstRow: ["1", "Ana", "5"] },
  },
  {
    name: "HTML nested 200,000 deep",
    fileName: "hondo.xls",
    isBomb: true,
    make: () =>
      new Blob([
        "<html><body>",
        "<div>".repeat(200_000),
        "<table><tr><td>Cédula</td><td>Saldo</td></tr><tr><td>1020</td><td>5</td></tr></table>",
        "</div>".repeat(200_000),
      ]),
    expect: { refusal: "corrupt" },
  },
  {
    name: "a sheet that declares A1:XFD1048576 and has three rows",
    fileName: "declarado.xlsx",
    isBomb: true,
    make: () =>
      withPart({
        name: sheetName,
        content: sheetXml(header + textRow(2, ["1", "Ana", "5"]) + textRow(3, ["2", "Eva", "6"]), {
          before: '<dimension ref="A1:XFD1048576"/>',
        }),
      }),
    expect: { rows: 2, columns: 3, firstRow: ["1", "Ana", "5"] },
  },
  {
    name: "a lone cell in Excel's last row",
    fileName: "ultima.xlsx",
    isBomb: true,
    make: () =>
      withPart({
        name: sheetName,
        content: sheetXml(
          `${header}${textRow(2, ["1", "Ana", "5"])}${textRow(3, ["2", "Eva", "6"])}<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>`,
        ),
      }),
    expect: { rows: 2, columns: 3, setAside: 1 },
  },
  {
    name: "a lone cell in Excel's last column",
    fileName: "columna.xlsx",
    isBomb: true,
    make: () =>
      withPart({
        name: sheetName,
        content: sheetXml(`${header}<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>9</v></c></row>`),
      }),
    expect: { refusal: "too_many_columns" },
  },
  {
    name: "a cell beyond Excel's last row",
    fileName: "fuera.xlsx",
    make: () =>
      withPart({
        name: sheetName,
        content: sheetXml(`${header}<row r="99999999"><c r="A99999999"><v>1</v></c></row>`),
      }),
    expect: { refusal: "corrupt" },
  },
  {
    name: "50,000 merged areas",
    fileName: "combinadas.xlsx",
    isBomb: true,
    make: () => {
      const rows = Array.from({ length: 50_000 }, (_, row) => textRow(row + 2, [`10${row}`, "Ana", "5"]));
      const merges = Array.from({ length: 50_000 }, (_, row) => `<mergeCell ref="E${row + 2}:F${row + 2}"/>`);
      return withPart({
        name: sheetName,
        content: sheetXml(header + rows.join(""), {
          after: `<mergeCells count="50000">${merges.join("")}</mergeCells>`,
        }),
      });
    },
    expect: { rows: 50_000, columns: 3 },
  },
  {
    name: "one merged area over a whole sheet",
    fileName: "combinada.xlsx",
    isBomb: true,
    make: () =>
      withPart({
        name: sheetName,
        content: sheetXml(header + textRow(2, ["1", "Ana", "5"]), {
          after: '<mergeCells count="1"><mergeCell ref="E1:XFD1048576"/></mergeCells>',
        }),
      }),
    expect: { rows: 1, columns: 3 },
  },
  {
    name: "20,000 columns of text",
    fileName: "ancho.csv",
    make: () =>
      new Blob([
        `${Array.from({ length: 20_000 }, (_, index) => `c${index}`).join(";")}\n`,
        `${"1;".repeat(19_999)}1\n`,
      ]),
    expect: { refusal: "too_many_columns" },
  },
  {
    name: "20,000 columns in a workbook",
    fileName: "ancho.xlsx",
    make: () =>
      withPart({
        name: sheetName,
        content: sheetXml(
          `<row r="1">${Array.from({ length: 20_000 }, (_, index) => `<c r="${columnName(index)}1"><v>1</v></c>`).join("")}</row>`,
        ),
      }),
    expect: { refusal: "too_many_columns" },
  },
  {
    name: "one line of 200 MB",
    fileName: "linea.csv",
    isBomb: true,
    make: () => new Blob(many("x".repeat(megabyte), 200)),
    expect: { refusal: "too_many_characters" },
  },
  {
    name: "one line of 200 MB of cells",
    fileName: "linea.csv",
    isBomb: true,
    make: () => new Blob(many("1;".repeat(megabyte / 2), 200)),
    expect: { refusal: ["too_many_characters", "too_many_columns"] },
  },
  {
    name: "one quoted cell of 200 MB",
    fileName: "comilla.csv",
    isBomb: true,
    make: () => new Blob(['cedula;nombre\n1;"', ...many("x".repeat(megabyte), 200)]),
    expect: { refusal: "too_many_characters" },
  },
  {
    name: "a cell of 1 MB",
    fileName: "celda.csv",
    isBomb: true,
    make: () => new Blob(["cedula;nombre;saldo\n1020304050;", "x".repeat(megabyte), ";1500\n1020304051;Eva;1600\n"]),
    expect: { rows: 2, columns: 3, lastRow: ["1020304051", "Eva", "1600"] },
  },
  {
    name: "100 MB of quotes",
    fileName: "comillas.csv",
    isBomb: true,
    make: () => new Blob(["cedula;nombre;saldo\n", ...many('"'.repeat(megabyte), 100)]),
    expect: { refusal: ["too_many_characters", "only_header", "nothing_readable"] },
  },
];
