import type { BadFile } from "./bad-file.ts";
import { encodeText } from "./encode-text.ts";

const header = "Cédula;Nombre;Saldo";
const people = "1020304050;María Muñoz Peña;1500\n1020304051;Óscar Ibáñez;1600\n";
const plain = `${header}\n${people}`;
const firstRow = ["1020304050", "María Muñoz Peña", "1500"];
const twoRows = { rows: 2, columns: 3, headers: ["Cédula", "Nombre", "Saldo"], firstRow } as const;
const mark16le = Buffer.from([0xff, 0xfe]);
const mark16be = Buffer.from([0xfe, 0xff]);

const asciiRows = (count: number): string =>
  Array.from({ length: count }, (_, index) => `${10_000_000 + index};Cliente ${index};1500`).join("\n");

/** Text files with unusual or broken encoding, line endings, quotes or rows. */
export const oddTexts: readonly BadFile[] = [
  {
    name: "UTF-16 LE with its mark",
    fileName: "a.txt",
    make: () => new Blob([Buffer.concat([mark16le, encodeText(plain, "utf-16le")])]),
    expect: { ...twoRows, encoding: "utf-16le" },
  },
  {
    name: "UTF-16 BE with its mark",
    fileName: "a.txt",
    make: () => new Blob([Buffer.concat([mark16be, encodeText(plain, "utf-16be")])]),
    expect: { ...twoRows, encoding: "utf-16be" },
  },
  {
    name: "UTF-16 LE without a mark",
    fileName: "a.txt",
    make: () => new Blob([encodeText(plain, "utf-16le")]),
    expect: { ...twoRows, encoding: "utf-16le" },
  },
  {
    name: "UTF-16 BE without a mark",
    fileName: "a.txt",
    make: () => new Blob([encodeText(plain, "utf-16be")]),
    expect: { ...twoRows, encoding: "utf-16be" },
  },
  {
    name: "UTF-16 cut within a character",
    fileName: "a.txt",
    make: () => new Blob([Buffer.concat([mark16le, encodeText(plain, "utf-16le"), Buffer.from([0x41])])]),
    expect: { rows: 3, columns: 3, firstRow },
  },
  {
    name: "UTF-8 with its mark",
    fileName: "a.csv",
    make: () => new Blob([`\ufeff${plain}`]),
    expect: { ...twoRows, encoding: "utf-8" },
  },
  {
    name: "Windows-1252",
    fileName: "a.csv",
    make: () => new Blob([encodeText(plain, "windows-1252")]),
    expect: { ...twoRows, encoding: "windows-1252" },
  },
  {
    name: "Windows-1252 with quotes and dashes of its upper half",
    fileName: "a.csv",
    make: () => new Blob([encodeText("Cédula;Nombre;Saldo\n1020304050;“Ñandú” – Peña;1500\n", "windows-1252")]),
    expect: { rows: 1, columns: 3, firstRow: ["1020304050", "“Ñandú” – Peña", "1500"], encoding: "windows-1252" },
  },
  {
    name: "code page 850",
    fileName: "a.txt",
    make: () => new Blob([encodeText(plain, "cp850")]),
    expect: { ...twoRows, encoding: "cp850" },
  },
  {
    name: "Windows-1252 whose only accent stands behind 3 MB",
    fileName: "a.csv",
    make: () =>
      new Blob([encodeText(`cedula;nombre;saldo\n${asciiRows(100_000)}\n99999999;Muñoz;1500\n`, "windows-1252")]),
    expect: { rows: 100_001, columns: 3, lastRow: ["99999999", "Muñoz", "1500"], encoding: "windows-1252" },
  },
  {
    name: "UTF-8 encoded twice",
    fileName: "a.csv",
    make: () => new Blob([Buffer.from(Buffer.from(plain, "utf8").toString("latin1"), "utf8")]),
    expect: { rows: 2, columns: 3, notices: ["double_encoded"], encoding: "utf-8" },
  },
  {
    name: "UTF-8 with rows of Windows-1252 pasted in",
    fileName: "a.csv",
    make: () =>
      new Blob([plain, plain.slice(header.length + 1), encodeText("1020304052;Toño Núñez;1700\n", "windows-1252")]),
    expect: {
      rows: 5,
      columns: 3,
      firstRow,
      lastRow: ["1020304052", "Toño Núñez", "1700"],
      notices: ["mixed_encoding"],
    },
  },
  { name: "CR line ends", fileName: "a.csv", make: () => new Blob([plain.replaceAll("\n", "\r")]), expect: twoRows },
  {
    name: "CRLF line ends",
    fileName: "a.csv",
    make: () => new Blob([plain.replaceAll("\n", "\r\n")]),
    expect: twoRows,
  },
  {
    name: "all three line ends in one file",
    fileName: "a.csv",
    make: () =>
      new Blob([`${header}\r\n1020304050;María Muñoz Peña;1500\r1020304051;Óscar;1600\n1020304052;Eva;1\r\n`]),
    expect: { rows: 3, columns: 3, firstRow },
  },
  {
    name: "no line end at the end",
    fileName: "a.csv",
    make: () => new Blob([plain.trimEnd()]),
    expect: { ...twoRows, notices: ["open_end"] },
  },
  {
    name: "blank lines between the rows",
    fileName: "a.csv",
    make: () => new Blob([plain.replaceAll("\n", "\n\n\n")]),
    expect: twoRows,
  },
  {
    name: "NUL characters",
    fileName: "a.csv",
    make: () => new Blob([`${header}\n1020304050;María\0 Peña;1500\n1020304051;Eva;1\n`]),
    expect: { rows: 2, columns: 3, notices: ["lost_block"] },
  },
  {
    name: "other control characters",
    fileName: "a.csv",
    make: () => new Blob([`${header}\n1020304050;Mar\x07ía\x1b Peña;1500\n1020304051;Eva;1\n`]),
    expect: { rows: 2, columns: 3, notices: ["control_characters"] },
  },
  {
    name: "the end-of-file mark of DOS",
    fileName: "a.txt",
    make: () => new Blob([encodeText(plain, "cp850"), "\x1a"]),
    expect: { ...twoRows, encoding: "cp850", notices: ["control_characters"] },
  },
  {
    name: "a debtor called Total in a full row",
    fileName: "a.csv",
    make: () => new Blob([`${plain}900123456;Total Comunicaciones S.A.S.;1700\n`]),
    expect: { rows: 3, columns: 3, setAside: 0 },
  },
  {
    name: "a sep= line",
    fileName: "a.csv",
    make: () => new Blob([`sep=|\r\n${plain.replaceAll(";", "|")}`]),
    expect: { ...twoRows, delimiter: "|", headerLine: 2 },
  },
  {
    name: "a sep= line behind a byte order mark",
    fileName: "a.csv",
    make: () => new Blob([`\ufeffsep=;\r\n${plain}`]),
    expect: { ...twoRows, delimiter: ";" },
  },
  {
    name: "a sep= line in UTF-16",
    fileName: "a.csv",
    make: () => new Blob([Buffer.concat([mark16le, encodeText(`SEP=,\r\n${plain.replaceAll(";", ",")}`, "utf-16le")])]),
    expect: { ...twoRows, delimiter: "," },
  },
  {
    name: "decimal commas between semicolons",
    fileName: "a.csv",
    make: () => new Blob(["Nombre;Saldo\nPeña, Ana;1,5\nRíos, Eva;2,5\nPaz, Luz;3,5\n"]),
    expect: { rows: 3, columns: 2, delimiter: ";", firstRow: ["Peña, Ana", "1,5"] },
  },
  {
    name: "two lines only",
    fileName: "a.csv",
    make: () => new Blob(["cedula;nombre;saldo\n1020304050;Ana;1500"]),
    expect: { rows: 1, columns: 3, delimiter: ";", notices: ["open_end"] },
  },
  {
    name: "a quote that opens and never closes",
    fileName: "a.csv",
    make: () => new Blob([`${header}\n1;"Ana Peña;100\n2;Eva;200\n3;Luz;300\n4;Paz;400\n`]),
    expect: {
      rows: 4,
      columns: 3,
      firstRow: ["1", '"Ana Peña', "100"],
      lastRow: ["4", "Paz", "400"],
      notices: ["unbalanced_quotes"],
    },
  },
  {
    name: "two stray quotes that would swallow the rows between",
    fileName: "a.csv",
    make: () => new Blob([`${header}\n1;"Ana Peña;100\n2;Eva;200\n3;Luz "La Paz";300\n4;Paz;400\n`]),
    expect: { rows: 4, columns: 3, lastRow: ["4", "Paz", "400"], notices: ["unbalanced_quotes"] },
  },
  {
    name: "inches and nicknames in the middle of cells",
    fileName: "a.csv",
    make: () => new Blob([`${header}\n1;Tubo de 5" y 3";100\n2;Ana "La Mona" Paz;200\n`]),
    expect: {
      rows: 2,
      columns: 3,
      firstRow: ["1", 'Tubo de 5" y 3"', "100"],
      lastRow: ["2", 'Ana "La Mona" Paz', "200"],
    },
  },
  {
    name: "line breaks, delimiters and quotes within quotes",
    fileName: "a.csv",
    make: () => new Blob([`${header}\r\n1;"Ana ""La; Mona""\r\nPaz";100\r\n2;Eva;200\r\n`]),
    expect: { rows: 2, columns: 3, firstRow: ["1", 'Ana "La; Mona"\nPaz', "100"], lastRow: ["2", "Eva", "200"] },
  },
  {
    name: "rows longer than the header",
    fileName: "a.csv",
    make: () => new Blob([`${header}\n1;Ana;100\n2;Eva;200;sobra\n3;Luz;300\n`]),
    expect: { rows: 3, columns: 4, notices: ["longer_rows"] },
  },
  {
    name: "rows shorter than the header",
    fileName: "a.csv",
    make: () => new Blob([`${header}\n1;Ana;100\n2;Eva\n3;Luz;300\n`]),
    expect: { rows: 3, columns: 3, lastRow: ["3", "Luz", "300"] },
  },
  {
    name: "every row with a delimiter too many",
    fileName: "a.csv",
    make: () => new Blob([`${header};\n1;Ana;100;\n2;Eva;200;\n`]),
    expect: { rows: 2, columns: 3, firstRow: ["1", "Ana", "100"] },
  },
  {
    name: "repeated and blank headers",
    fileName: "a.csv",
    make: () => new Blob(["Cédula;Saldo;;Saldo;Saldo;Ciudad\n1020304050;1;x;2;3;y\n"]),
    expect: { rows: 1, columns: 6, headers: ["Cédula", "Saldo", "Columna 3", "Saldo (2)", "Saldo (3)", "Ciudad"] },
  },
  {
    name: "headers named like parts of an object",
    fileName: "a.csv",
    make: () => new Blob(["__proto__;constructor;toString;hasOwnProperty;Cédula\na;b;c;d;1020304050\n"]),
    expect: {
      rows: 1,
      columns: 5,
      headers: ["__proto__", "constructor", "toString", "hasOwnProperty", "Cédula"],
      firstRow: ["a", "b", "c", "d", "1020304050"],
    },
  },
  {
    name: "titles above and totals below",
    fileName: "a.csv",
    make: () => new Blob([`BANCO DE PRUEBA S.A.\nCartera a junio de 2026\n\n${header}\n${people}TOTAL;;3100\n`]),
    expect: { ...twoRows, headerLine: 4, setAside: 1 },
  },
  {
    name: "subtotals and notes at the end",
    fileName: "a.csv",
    make: () =>
      new Blob([
        `${header};Ciudad\n1020304050;Ana;1500;Cali\n1020304051;Eva;1600;Tunja\nTotal clientes: 2;;;\nTotal;;3100;\n\nNota: cifras en pesos\n`,
      ]),
    expect: { rows: 2, columns: 4, setAside: 3 },
  },
  {
    name: "two header lines",
    fileName: "a.csv",
    make: () =>
      new Blob([
        "Datos del titular;;Datos del crédito;\nCédula;Nombre;Número;Saldo\n1020304050;Ana;77;1500\n1020304051;Eva;78;1600\n",
      ]),
    expect: {
      rows: 2,
      columns: 4,
      headers: ["Cédula", "Nombre", "Datos del crédito Número", "Datos del crédito Saldo"],
      headerLine: 2,
    },
  },
  {
    name: "a header split over two lines",
    fileName: "a.csv",
    make: () =>
      new Blob([
        "Cédula;Nombre;Saldo;Fecha;Fecha\n;;Total;Vencimiento;Último pago\n1020304050;Ana;1500;31/01/2026;15/01/2026\n1020304051;Eva;1600;28/02/2026;15/01/2026\n",
      ]),
    expect: {
      rows: 2,
      columns: 5,
      headers: ["Cédula", "Nombre", "Saldo Total", "Fecha Vencimiento", "Fecha Último pago"],
    },
  },
  {
    name: "a first row of data with nothing but a remark",
    fileName: "a.csv",
    make: () => new Blob([`${header};Ciudad\n;;PENDIENTE;\n1020304050;Ana;1500;Cali\n1020304051;Eva;1600;Tunja\n`]),
    expect: { rows: 3, columns: 4, headers: ["Cédula", "Nombre", "Saldo", "Ciudad"] },
  },
  {
    name: "no header at all",
    fileName: "a.csv",
    make: () => new Blob([people.repeat(3)]),
    expect: { rows: 6, columns: 3, headers: ["Columna 1", "Columna 2", "Columna 3"], firstRow },
  },
  {
    name: "one column",
    fileName: "a.csv",
    make: () => new Blob(["Cédula\n1020304050\n1020304051\n"]),
    expect: { rows: 2, columns: 1, firstRow: ["1020304050"] },
  },
  {
    name: "a header repeated on every printed page",
    fileName: "a.csv",
    make: () => new Blob([`${header}\n1020304050;Ana;1500\n${header}\n1020304051;Eva;1600\n`]),
    expect: { rows: 2, columns: 3, headerLine: 1, setAside: 1 },
  },
];
