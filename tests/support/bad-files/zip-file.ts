import { crc32, deflateRawSync } from "node:zlib";

/** An entry of an archive. What it declares can be false. */
export interface ZipPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** CRC-32 and size for content that is never held whole: then `deflated` is the packed bytes. */
  readonly packed?: { readonly deflated: Uint8Array; readonly crc32: number; readonly bytes: number };
  readonly isEncrypted?: boolean;
}

/**
 * Writes a zip archive by hand: a library would refuse what these files need, such as two entries of one name
 * or false sizes (APPNOTE.TXT 4.3).
 */
export function zipFile(parts: readonly ZipPart[]): Blob {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name, "utf8");
    const content = Buffer.from(part.content);
    const packed = part.packed ?? { deflated: deflateRawSync(content), crc32: crc32(content), bytes: content.length };
    const flags = (part.isEncrypted === true ? 1 : 0) | 0x800;
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(packed.crc32, 0);
    sizes.writeUInt32LE(packed.deflated.length, 4);
    sizes.writeUInt32LE(packed.bytes, 8);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(8, 8);
    sizes.copy(local, 14);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(8, 10);
    sizes.copy(central, 16);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    pieces.push(local, name, Buffer.from(packed.deflated));
    directory.push(central, name);
    offset += local.length + name.length + packed.deflated.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Blob([Buffer.concat([...pieces, listed, end])]);
}
