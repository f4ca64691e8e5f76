import { CFB } from "@e965/xlsx";

/**
 * An XLS file with records that hide rows and columns (both from 0), inserted before its cells: the library
 * cannot write them.
 */
export function hiddenInXls(
  xls: Uint8Array,
  rows: readonly number[],
  columns: readonly number[],
): Uint8Array<ArrayBuffer> {
  const container = CFB.read(xls, { type: "array" });
  const stream = CFB.find(container, "/Workbook");
  const bytes = Buffer.from(stream.content);
  const sheet = bytes.lastIndexOf(Buffer.from([0x09, 0x08, 0x10, 0x00]));
  const start = sheet + 4 + bytes.readUInt16LE(sheet + 2);
  const records = [
    ...columns.map((column) => record(0x007d, [column, column, 2560, 0, 1, 0])),
    ...rows.map((row) => record(0x0208, [row, 0, 4, 255, 0, 0, 0x20, 0])),
  ];
  stream.content = Buffer.concat([bytes.subarray(0, start), ...records, bytes.subarray(start)]);
  stream.size = stream.content.length;
  return new Uint8Array(CFB.write(container, { type: "buffer" }));
}

function record(type: number, words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + words.length * 2);
  for (const [at, word] of [type, words.length * 2, ...words].entries()) bytes.writeUInt16LE(word, at * 2);
  return bytes;
}
