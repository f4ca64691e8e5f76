import { gzipSync } from "node:zlib";
import type { BadFile } from "./bad-file.ts";
import { compoundFile } from "./compound-file.ts";
import { protectedXls } from "./old-xls-file.ts";
import { xlsxFile } from "./xlsx-file.ts";
import { zipFile } from "./zip-file.ts";

const bytes = (...values: number[]): Blob => new Blob([Uint8Array.from(values)]);
const table = "cedula;nombre;saldo\n1020304050;Ana Peña;1500\n";

export const portfolioWorkbook = (): Blob =>
  xlsxFile({
    sheets: [
      {
        name: "Cartera",
        rows: [
          ["Cédula", "Nombre", "Saldo"],
          ...Array.from({ length: 400 }, (_, index) => [10_000_000 + index, `Cliente ${index}`, 1500.5 + index]),
        ],
      },
    ],
  });

async function cut(blob: Blob, share: number): Promise<Blob> {
  return new Blob([await blob.slice(0, Math.floor(blob.size * share)).arrayBuffer()]);
}

async function damaged(blob: Blob, at: number): Promise<Blob> {
  const content = new Uint8Array(await blob.arrayBuffer());
  for (let offset = 0; offset < 40; offset++) content[at + offset] = 0xff - offset;
  return new Blob([content]);
}

async function startOf(blob: Blob, name: string): Promise<number> {
  const at = Buffer.from(await blob.arrayBuffer()).indexOf(name);
  return at + name.length + 8;
}

/** Files of another kind than their name says, and files that are incomplete. */
export const wrongKinds: readonly BadFile[] = [
  { name: "an empty file", fileName: "vacio.csv", make: () => new Blob([]), expect: { refusal: "empty" } },
  {
    name: "only a byte order mark",
    fileName: "bom.csv",
    make: () => bytes(0xef, 0xbb, 0xbf),
    expect: { refusal: "empty" },
  },
  {
    name: "only a UTF-16 byte order mark",
    fileName: "bom16.txt",
    make: () => bytes(0xff, 0xfe),
    expect: { refusal: "empty" },
  },
  {
    name: "only blanks and line breaks",
    fileName: "blanco.csv",
    make: () => new Blob([" \r\n\t\r\n  \r\n"]),
    expect: { refusal: "empty" },
  },
  {
    name: "50 KB of blanks",
    fileName: "blancos.csv",
    make: () => new Blob([" ".repeat(50_000)]),
    expect: { refusal: ["empty", "nothing_readable"] },
  },
  {
    name: "delimiters without any value",
    fileName: "comas.csv",
    make: () => new Blob([";;;;\n".repeat(500)]),
    expect: { refusal: ["empty", "nothing_readable"] },
  },
  {
    name: "only a header",
    fileName: "titulos.csv",
    make: () => new Blob(["cedula;nombre;saldo\r\n"]),
    expect: { refusal: "only_header" },
  },
  {
    name: "a workbook with only a header",
    fileName: "titulos.xlsx",
    make: () => xlsxFile({ sheets: [{ name: "H", rows: [["Cédula", "Nombre", "Saldo"]] }] }),
    expect: { refusal: "only_header" },
  },
  {
    name: "a workbook without a cell",
    fileName: "vacio.xlsx",
    make: () => xlsxFile({ sheets: [{ name: "H", rows: [] }] }),
    expect: { refusal: ["empty", "nothing_readable"] },
  },
  {
    name: "a PDF named csv",
    fileName: "cartera.csv",
    make: () => new Blob(["%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n"]),
    expect: { refusal: "wrong_kind" },
  },
  {
    name: "a program named xlsx",
    fileName: "cartera.xlsx",
    make: () =>
      new Blob([
        Buffer.concat([
          Buffer.from("MZ\x90\0\x03\0\0\0"),
          Buffer.alloc(2000),
          Buffer.from("This program cannot be run"),
        ]),
      ]),
    expect: { refusal: "wrong_kind" },
  },
  {
    name: "a picture named xls",
    fileName: "cartera.xls",
    make: () => new Blob([Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1")]),
    expect: { refusal: "wrong_kind" },
  },
  {
    name: "a Word document named xlsx",
    fileName: "cartera.xlsx",
    make: () =>
      zipFile([
        { name: "[Content_Types].xml", content: "<Types/>" },
        { name: "word/document.xml", content: "<w:document/>" },
      ]),
    expect: { refusal: "wrong_kind" },
  },
  {
    name: "a plain zip archive",
    fileName: "cartera.zip",
    make: () => zipFile([{ name: "cartera.csv", content: table }]),
    expect: { refusal: "wrong_kind" },
  },
  {
    name: "an empty zip archive",
    fileName: "cartera.xlsx",
    make: () => zipFile([]),
    expect: { refusal: "wrong_kind" },
  },
  {
    name: "a gzip file",
    fileName: "cartera.csv.gz",
    make: () => new Blob([gzipSync(table)]),
    expect: { refusal: "wrong_kind" },
  },
  {
    name: "JSON named csv",
    fileName: "cartera.csv",
    make: () => new Blob(['[{"cedula":"1020304050","saldo":1500}]']),
    expect: { refusal: "wrong_kind" },
  },
  {
    name: "XML that is no spreadsheet",
    fileName: "cartera.xml",
    make: () => new Blob(['<?xml version="1.0"?><clientes><cliente id="1"/></clientes>']),
    expect: { refusal: "wrong_kind" },
  },
  {
    name: "noise",
    fileName: "cartera.csv",
    make: () =>
      new Blob([Uint8Array.from({ length: 20_000 }, (_, index) => (index * 7919 + (index >> 3) * 31) & 0xff)]),
    expect: { refusal: "wrong_kind" },
  },
  {
    name: "an old Word document named xls",
    fileName: "cartera.xls",
    make: () => compoundFile([{ name: "WordDocument", content: Buffer.alloc(100) }]),
    expect: { refusal: "wrong_kind" },
  },
  {
    name: "a workbook with a password",
    fileName: "cartera.xlsx",
    make: () =>
      compoundFile([
        { name: "EncryptionInfo", content: Buffer.alloc(200) },
        { name: "EncryptedPackage", content: Buffer.alloc(400) },
      ]),
    expect: { refusal: "password_protected" },
  },
  {
    name: "an old workbook with a password",
    fileName: "cartera.xls",
    make: protectedXls,
    expect: { refusal: "password_protected" },
  },
  {
    name: "a workbook in a zip archive with a password",
    fileName: "cartera.xlsx",
    make: () =>
      zipFile([
        { name: "[Content_Types].xml", content: "<Types/>", isEncrypted: true },
        { name: "xl/workbook.xml", content: "<workbook/>", isEncrypted: true },
      ]),
    expect: { refusal: "password_protected" },
  },
  {
    name: "an old workbook whose content is damaged",
    fileName: "cartera.xls",
    make: () => compoundFile([{ name: "Workbook", content: Buffer.alloc(400, 0x41) }]),
    expect: { refusal: ["corrupt", "nothing_readable", "truncated"] },
  },
  {
    name: "an old workbook cut in its header",
    fileName: "cartera.xls",
    make: () => bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0),
    expect: { refusal: "truncated" },
  },
  {
    name: "a workbook cut in the middle",
    fileName: "cartera.xlsx",
    make: () => cut(portfolioWorkbook(), 0.6),
    expect: { refusal: "truncated" },
  },
  {
    name: "a workbook without its last byte",
    fileName: "cartera.xlsx",
    make: async () => new Blob([await portfolioWorkbook().slice(0, -1).arrayBuffer()]),
    expect: { refusal: ["truncated", "corrupt"] },
  },
  {
    name: "a workbook whose sheet has damaged bytes",
    fileName: "cartera.xlsx",
    make: async () => damaged(portfolioWorkbook(), await startOf(portfolioWorkbook(), "xl/worksheets/sheet1.xml")),
    expect: { refusal: "corrupt" },
  },
  {
    name: "a workbook whose sheet is missing",
    fileName: "cartera.xlsx",
    make: () =>
      zipFile([
        {
          name: "xl/workbook.xml",
          content:
            '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
        },
        {
          name: "xl/_rels/workbook.xml.rels",
          content:
            '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        },
      ]),
    expect: { refusal: ["corrupt", "nothing_readable"] },
  },
  {
    name: "a csv named xlsx",
    fileName: "cartera.xlsx",
    make: () => new Blob([table]),
    expect: { kind: "csv", rows: 1, columns: 3, delimiter: ";", firstRow: ["1020304050", "Ana Peña", "1500"] },
  },
  {
    name: "a workbook named csv",
    fileName: "cartera.csv",
    make: portfolioWorkbook,
    expect: { kind: "xlsx", rows: 400, columns: 3, firstRow: ["10000000", "Cliente 0", "1500.5"], firstKinds: "ntn" },
  },
  {
    name: "an HTML table named xls",
    fileName: "cartera.xls",
    make: () =>
      new Blob([
        "<html><body><table><tr><th>Cédula</th><th>Saldo</th></tr><tr><td>0012345678</td><td>1.500,50</td></tr></table></body></html>",
      ]),
    expect: { kind: "html", rows: 1, columns: 2, firstRow: ["0012345678", "1.500,50"], firstKinds: "tt" },
  },
  {
    name: "a sign-in page saved as xls",
    fileName: "cartera.xls",
    make: () => new Blob(["<!DOCTYPE html><html><body><h1>Su sesión ha terminado</h1><form></form></body></html>"]),
    expect: { refusal: ["nothing_readable", "only_header", "empty", "wrong_kind"] },
  },
];
