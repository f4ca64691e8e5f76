import { maxEntries } from "../budgets.ts";
import { Refused } from "../refused.ts";

/** One file of a zip archive as its central directory declares it. Sizes are in bytes; none can be trusted. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly declaredBytes: number;
  readonly headerOffset: number;
  readonly isEncrypted: boolean;
}

/** Entries by name, in lower case and with "/" between folders: some writers use capitals and "\". */
export type ZipDirectory = ReadonlyMap<string, ZipEntry>;

const endSignature = 0x06054b50;
const end64LocatorSignature = 0x07064b50;
const end64Signature = 0x06064b50;
const entrySignature = 0x02014b50;

/** The end record has 22 bytes and a comment of at most 65,535. */
const endSearchBytes = 22 + 65_535;

/** Excel writes about 80 bytes per entry; a larger directory has more entries than are allowed. */
const maxDirectoryBytes = 16 * 1024 * 1024;

/**
 * Reads the directory by random access, without touching the content (APPNOTE.TXT 4.3.12 to 4.3.16). Throws
 * `Refused`.
 */
export async function readZipDirectory(file: Blob): Promise<ZipDirectory> {
  const tailStart = Math.max(0, file.size - endSearchBytes);
  const tail = await viewOf(file, tailStart, file.size);
  const end = findEnd(tail);
  if (end < 0) throw new Refused("truncated");
  let count = tail.getUint16(end + 10, true);
  let bytes = tail.getUint32(end + 12, true);
  let start = tail.getUint32(end + 16, true);
  if (end >= 20 && tail.getUint32(end - 20, true) === end64LocatorSignature) {
    const at = Number(tail.getBigUint64(end - 12, true));
    const end64 = await viewOf(file, at, at + 56);
    if (end64.byteLength < 56 || end64.getUint32(0, true) !== end64Signature) throw new Refused("corrupt");
    count = Number(end64.getBigUint64(32, true));
    bytes = Number(end64.getBigUint64(40, true));
    start = Number(end64.getBigUint64(48, true));
  }
  if (count > maxEntries || bytes > maxDirectoryBytes) throw new Refused("too_many_entries", { max: maxEntries });
  if (start + bytes > file.size) throw new Refused("truncated");
  return readEntries(await viewOf(file, start, start + bytes), count);
}

function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - 22; at >= 0; at--) if (tail.getUint32(at, true) === endSignature) return at;
  return -1;
}

function readEntries(view: DataView, count: number): ZipDirectory {
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entrySignature) throw new Refused("corrupt");
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const next = at + 46 + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw new Refused("corrupt");
    const entry = withZip64(view, at + 46 + nameBytes, extraBytes, {
      name: normalName(new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameBytes))),
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      declaredBytes: view.getUint32(at + 24, true),
      headerOffset: view.getUint32(at + 42, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    // Programs differ on which of two entries with the same name counts, so the portal might show other
    // content than they do.
    if (entries.has(entry.name)) throw new Refused("corrupt", { entry: entry.name });
    entries.set(entry.name, entry);
    at = next;
  }
  return entries;
}

/** Extra field 1 has, in this order, those sizes that are 0xFFFFFFFF in the entry. */
function withZip64(view: DataView, extraStart: number, extraBytes: number, entry: ZipEntry): ZipEntry {
  const needed = [entry.declaredBytes, entry.packedBytes, entry.headerOffset].filter(
    (size) => size === 0xffffffff,
  ).length;
  if (needed === 0) return entry;
  const extraEnd = extraStart + extraBytes;
  for (let at = extraStart; at + 4 <= extraEnd; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let from = at + 4;
    const next = (size: number): number => {
      if (size !== 0xffffffff) return size;
      if (from + 8 > extraEnd) throw new Refused("corrupt");
      const value = Number(view.getBigUint64(from, true));
      from += 8;
      return value;
    };
    const declaredBytes = next(entry.declaredBytes);
    const packedBytes = next(entry.packedBytes);
    return { ...entry, declaredBytes, packedBytes, headerOffset: next(entry.headerOffset) };
  }
  throw new Refused("corrupt");
}

/** A name in the form of the directory's keys. */
export function normalName(name: string): string {
  return name.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();
}

async function viewOf(file: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await file.slice(Math.min(from, file.size), Math.min(to, file.size)).arrayBuffer());
}
