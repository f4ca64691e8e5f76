const sectorBytes = 512;
const freeSector = 0xffffffff;
const endOfChain = 0xfffffffe;
const tableSector = 0xfffffffd;

/**
 * A minimal compound file ([MS-CFB]): header, one sector for the table, one for the directory, one for each
 * stream's content. Excel wraps a workbook with a password in one, and old .doc and .xls files are compound
 * files.
 */
export function compoundFile(streams: readonly { readonly name: string; readonly content: Uint8Array }[]): Blob {
  const header = Buffer.alloc(sectorBytes);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(header);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(4096, 56);
  header.writeUInt32LE(endOfChain, 60);
  header.writeUInt32LE(endOfChain, 68);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(sectorBytes, 0xff);
  const directory = Buffer.alloc(sectorBytes);
  const contents: Buffer[] = [];
  const entry = (at: number, name: string, type: number, start: number, bytes: number): void => {
    const wide = Buffer.from(`${name}\0`, "utf16le");
    wide.copy(directory, at * 128);
    directory.writeUInt16LE(wide.length, at * 128 + 64);
    directory.writeUInt8(type, at * 128 + 66);
    directory.fill(0xff, at * 128 + 68, at * 128 + 80);
    directory.writeUInt32LE(start, at * 128 + 116);
    directory.writeUInt32LE(bytes, at * 128 + 120);
  };
  table.writeUInt32LE(tableSector, 0);
  table.writeUInt32LE(endOfChain, 4);
  entry(0, "Root Entry", 5, endOfChain, 0);
  directory.writeUInt32LE(streams.length > 0 ? 1 : freeSector, 76);
  for (const [index, { name, content }] of streams.entries()) {
    const sector = 2 + index;
    table.writeUInt32LE(endOfChain, sector * 4);
    entry(1 + index, name, 2, sector, content.length);
    const padded = Buffer.alloc(sectorBytes);
    Buffer.from(content.subarray(0, sectorBytes)).copy(padded);
    contents.push(padded);
  }
  return new Blob([Buffer.concat([header, table, directory, ...contents])]);
}
