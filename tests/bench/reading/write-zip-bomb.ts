import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { constants, crc32, deflateRawSync } from "node:zlib";

export type Bomb = "sheet" | "patient-sheet" | "shared-strings" | "lying-size" | "ods";

const bombBytes = 4 * 1024 ** 3;
const chunkBytes = 16 * 1024 ** 2;

/**
 * Deflates one chunk with a full flush at its end, which makes it independent of its neighbours, and repeats
 * it: 4 GB are "packed" in a moment. The checksum is wrong, which a reader can only notice after inflating
 * everything.
 */
function repeated(opening: string, unit: (index: number) => string): Buffer {
  let text = "";
  for (let index = 0; text.length < chunkBytes; index++) text += unit(index);
  const chunk = Buffer.from(text);
  const packed = deflateRawSync(chunk, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const parts = [deflateRawSync(Buffer.from(opening), { finishFlush: constants.Z_FULL_FLUSH })];
  for (let bytes = 0; bytes < bombBytes; bytes += chunk.length) parts.push(packed);
  return Buffer.concat([...parts, deflateRawSync(Buffer.alloc(0))]);
}

interface Entry {
  readonly name: string;
  readonly packed: Buffer;
  readonly declaredBytes: number;
  /** 0 for the bomb itself. */
  readonly checksum: number;
}

function small(name: string, text: string): Entry {
  return { name, packed: deflateRawSync(text), declaredBytes: Buffer.byteLength(text), checksum: crc32(text) };
}

/** Unless given, the declared size is nearly 4 GB, the most that a plain zip entry can declare. */
function bombEntry(name: string, packed: Buffer, declaredBytes = 2 ** 32 - 2): Entry {
  return { name, packed, declaredBytes, checksum: 0 };
}

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";

function relations(...targets: readonly (readonly [string, string])[]): string {
  const all = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packageRelations}">${all.join("")}</Relationships>`;
}

const sheetOpening = `<worksheet xmlns="${main}"><sheetData>`;

/** Formatted cells without a value: few rows, so no limit on rows stops the reader early. */
const emptyCells = '<c s="1"/>'.repeat(1_000);

function emptyRow(): string {
  return `<row>${emptyCells}</row>`;
}

/**
 * Some noise in each row keeps the ratio near a hundred to one, where a reader cannot tell a bomb from a
 * sparse sheet.
 */
function noisyRow(index: number): string {
  return `<row ht="0.${createHash("sha256").update(String(index)).digest("hex")}">${emptyCells}</row>`;
}

function entriesOf(bomb: Bomb): Entry[] {
  if (bomb === "ods") {
    const content = repeated("<office:document-content><office:body>", () => "<table:table-row/>");
    return [small("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), bombEntry("content.xml", content)];
  }
  const fixed = [
    small("[Content_Types].xml", "<Types/>"),
    small("_rels/.rels", relations(["officeDocument", "xl/workbook.xml"])),
    small(
      "xl/workbook.xml",
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    small(
      "xl/_rels/workbook.xml.rels",
      relations(["worksheet", "worksheets/sheet1.xml"], ["sharedStrings", "sharedStrings.xml"]),
    ),
  ];
  if (bomb === "shared-strings") {
    return [
      ...fixed,
      small("xl/worksheets/sheet1.xml", `${sheetOpening}<row><c t="s"><v>0</v></c></row></sheetData></worksheet>`),
      bombEntry(
        "xl/sharedStrings.xml",
        repeated(`<sst xmlns="${main}"><si><t>`, () => "a".repeat(1024)),
      ),
    ];
  }
  return [
    ...fixed,
    small("xl/sharedStrings.xml", `<sst xmlns="${main}"/>`),
    bombEntry(
      "xl/worksheets/sheet1.xml",
      repeated(sheetOpening, bomb === "patient-sheet" ? noisyRow : emptyRow),
      bomb === "sheet" ? undefined : 1024 ** 2,
    ),
  ];
}

/** Writes the archive by hand: a library cannot declare a size that differs from the content. */
export async function writeZipBomb(path: string, bomb: Bomb): Promise<void> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const entries = entriesOf(bomb);
  for (const { name, packed, declaredBytes, checksum } of entries) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(checksum, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(declaredBytes, 18);
    fields.writeUInt16LE(name.length, 22);
    files.push(Buffer.from("PK\x03\x04"), fields, Buffer.from(name), packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), fields, tail, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  writeFileSync(path, Buffer.concat([...files, ...directory, Buffer.from("PK\x05\x06"), end]));
}
