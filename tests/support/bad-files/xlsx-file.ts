import { type ZipPart, zipFile } from "./zip-file.ts";

/** A cell of a workbook: text, a number, or what only a workbook can hold. */
export type WorkbookCell =
  | string
  | number
  | null
  /** A day as Excel stores it: a serial number with a date format. */
  | { readonly d: string }
  /** A number with a number format, such as 0000000000. */
  | { readonly n: number; readonly f: string }
  | { readonly b: boolean }
  /** An error cell, such as #N/A. */
  | { readonly e: string }
  /** A formula; without `v` it has no calculated value. */
  | { readonly formula: string; readonly v?: number };

export interface WorkbookSheet {
  readonly name: string;
  readonly isHidden?: boolean;
  readonly merges?: readonly string[];
  /** Hidden rows and columns, from 0. */
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
  readonly rows: readonly (readonly WorkbookCell[])[];
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  /** Days counted from 1904, as in old workbooks of the Mac. */
  readonly is1904?: boolean;
}

export function xml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function columnName(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : columnName(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));
}

/** Days since 1899-12-30, or since 1904-01-01. */
function serialOf(day: string, is1904: boolean): number {
  return (
    (Date.parse(`${day}T00:00:00Z`) - Date.UTC(is1904 ? 1904 : 1899, is1904 ? 0 : 11, is1904 ? 1 : 30)) / 86_400_000
  );
}

/**
 * The parts of a minimal workbook whose first sheet has exactly this XML: for sheets that no program would
 * write.
 */
export function xlsxParts(
  sheetXml: string,
  options: { sharedStrings?: string; styles?: string; workbook?: string } = {},
): ZipPart[] {
  const parts: ZipPart[] = [
    {
      name: "[Content_Types].xml",
      content: `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      content: `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      content:
        options.workbook ??
        `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Hoja1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    { name: "xl/worksheets/sheet1.xml", content: sheetXml },
  ];
  if (options.sharedStrings !== undefined) parts.push({ name: "xl/sharedStrings.xml", content: options.sharedStrings });
  if (options.styles !== undefined) parts.push({ name: "xl/styles.xml", content: options.styles });
  return parts;
}

/** A sheet's XML around the given rows. */
export function sheetXml(rows: string, around: { before?: string; after?: string } = {}): string {
  return `${declaration}<worksheet xmlns="${main}">${around.before ?? ""}<sheetData>${rows}</sheetData>${around.after ?? ""}</worksheet>`;
}

/** A row of inline texts. */
export function textRow(line: number, cells: readonly string[]): string {
  const inside = cells.map(
    (text, column) => `<c r="${columnName(column)}${line}" t="inlineStr"><is><t>${xml(text)}</t></is></c>`,
  );
  return `<row r="${line}">${inside.join("")}</row>`;
}

/** A workbook as Excel writes it, with shared strings, from a small description. */
export function xlsxFile(workbook: Workbook): Blob {
  return zipFile(workbookParts(workbook));
}

/** The parts of such a workbook's package. */
export function workbookParts(workbook: Workbook): ZipPart[] {
  const is1904 = workbook.is1904 === true;
  const texts = new Map<string, number>();
  const formats = ["General", "dd/mm/yyyy"];
  const cellXml = (cell: WorkbookCell, reference: string): string => {
    if (cell === null || cell === "") return "";
    if (typeof cell === "string") {
      if (!texts.has(cell)) texts.set(cell, texts.size);
      return `<c r="${reference}" t="s"><v>${texts.get(cell)}</v></c>`;
    }
    if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`;
    if ("d" in cell) return `<c r="${reference}" s="1"><v>${serialOf(cell.d, is1904)}</v></c>`;
    if ("b" in cell) return `<c r="${reference}" t="b"><v>${cell.b ? 1 : 0}</v></c>`;
    if ("e" in cell) return `<c r="${reference}" t="e"><v>${xml(cell.e)}</v></c>`;
    if ("formula" in cell)
      return `<c r="${reference}"><f>${xml(cell.formula)}</f>${cell.v === undefined ? "" : `<v>${cell.v}</v>`}</c>`;
    if (!formats.includes(cell.f)) formats.push(cell.f);
    return `<c r="${reference}" s="${formats.indexOf(cell.f)}"><v>${cell.n}</v></c>`;
  };
  const sheets = workbook.sheets.map(({ rows, merges = [], hiddenRows = [], hiddenColumns = [] }) => {
    const lines = rows.map(
      (cells, row) =>
        `<row r="${row + 1}"${hiddenRows.includes(row) ? ' hidden="1"' : ""}>${cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`)).join("")}</row>`,
    );
    const merged = merges.map((range) => `<mergeCell ref="${range}"/>`).join("");
    const hidden = hiddenColumns.map((at) => `<col min="${at + 1}" max="${at + 1}" width="9" hidden="1"/>`).join("");
    return sheetXml(lines.join(""), {
      before: hidden === "" ? "" : `<cols>${hidden}</cols>`,
      after: merged === "" ? "" : `<mergeCells count="${merges.length}">${merged}</mergeCells>`,
    });
  });
  const strings = [...texts.keys()].map((text) => `<si><t xml:space="preserve">${xml(text)}</t></si>`).join("");
  const numberFormats = formats
    .slice(1)
    .map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${xml(code)}"/>`)
    .join("");
  const cellFormats = formats
    .map(
      (_, index) =>
        `<xf numFmtId="${index === 0 ? 0 : 163 + index}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`,
    )
    .join("");
  const names = workbook.sheets.map(
    (sheet, index) =>
      `<sheet name="${xml(sheet.name)}" sheetId="${index + 1}"${sheet.isHidden === true ? ' state="hidden"' : ""} r:id="rId${index + 1}"/>`,
  );
  const targets = workbook.sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const [types, root] = xlsxParts("");
  return [
    ...[types, root].filter((part) => part !== undefined),
    {
      name: "xl/workbook.xml",
      content: `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr${is1904 ? ' date1904="1"' : ""}/><sheets>${names.join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.join("")}<Relationship Id="rIdS" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rIdF" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    },
    ...sheets.map((content, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, content })),
    {
      name: "xl/styles.xml",
      content: `${declaration}<styleSheet xmlns="${main}"><numFmts count="${formats.length - 1}">${numberFormats}</numFmts><cellXfs count="${formats.length}">${cellFormats}</cellXfs></styleSheet>`,
    },
    { name: "xl/sharedStrings.xml", content: `${declaration}<sst xmlns="${main}">${strings}</sst>` },
  ];
}
