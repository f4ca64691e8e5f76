import { InflationBudget } from "../package/inflate-entry.ts";
import { mainPart, partText } from "../package/workbook-parts.ts";
import { readZipDirectory, type ZipDirectory } from "../package/zip-directory.ts";
import type { FileKind } from "../protocol/reading.ts";
import { Refused } from "../refused.ts";

/** What a file is by its content, whatever its name says. */
export type DetectedKind =
  | { readonly kind: Exclude<FileKind, "xlsx" | "xlsb" | "ods"> }
  | { readonly kind: "xlsx" | "xlsb" | "ods"; readonly directory: ZipDirectory };

const headBytes = 4096;

/** First bytes of files that people drop by mistake, with the name of their kind. */
const wrongKinds: readonly { readonly starts: string; readonly is: string }[] = [
  { starts: "%PDF-", is: "pdf" },
  { starts: "MZ", is: "exe" },
  { starts: "\x7fELF", is: "exe" },
  { starts: "\x89PNG", is: "image" },
  { starts: "\xff\xd8\xff", is: "image" },
  { starts: "GIF8", is: "image" },
  { starts: "Rar!", is: "rar" },
  { starts: "7z\xbc\xaf", is: "7z" },
  { starts: "\x1f\x8b", is: "gzip" },
  { starts: "{\\rtf", is: "rtf" },
  { starts: "SQLite format 3", is: "database" },
];

/** Finds out what a file is. Throws `Refused` with the reason if the portal cannot read it. */
export async function detectKind(file: Blob): Promise<DetectedKind> {
  if (file.size === 0) throw new Refused("empty");
  const bytes = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  const head = String.fromCharCode(...bytes);
  const wrong = wrongKinds.find(({ starts, is }) => head.startsWith(starts) && (is !== "exe" || hasZeros(bytes)));
  if (wrong !== undefined) throw new Refused("wrong_kind", { is: wrong.is });
  if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06"))
    return kindOfZip(file, await readZipDirectory(file));
  if (head.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return kindOfCompound(file);
  // BIFF2 to BIFF5 streams without a container, from before Excel 97.
  if (/^\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00/.test(head)) return { kind: "xls" };
  return kindOfText(bytes);
}

function hasZeros(bytes: Uint8Array): boolean {
  return bytes.includes(0);
}

async function kindOfZip(file: Blob, directory: ZipDirectory): Promise<DetectedKind> {
  if (directory.has("encryptedpackage")) throw new Refused("password_protected");
  if (directory.has("xl/workbook.bin")) return { kind: "xlsb", directory };
  if (directory.has("xl/workbook.xml")) return { kind: "xlsx", directory };
  if (directory.has("content.xml") && directory.has("mimetype")) return { kind: "ods", directory };
  if (directory.has("word/document.xml")) throw new Refused("wrong_kind", { is: "docx" });
  if (directory.has("ppt/presentation.xml")) throw new Refused("wrong_kind", { is: "pptx" });
  const kind = directory.has("[content_types].xml") ? await kindOfPackage(file, directory) : null;
  if (kind === null) throw new Refused("wrong_kind", { is: "zip" });
  return { kind, directory };
}

/** Parts may be anywhere in a package, even at its root. Its types and relationships name the main one. */
async function kindOfPackage(file: Blob, directory: ZipDirectory): Promise<"xlsx" | "xlsb" | null> {
  const archive = { file, directory, budget: new InflationBudget() };
  const types = (await partText(archive, "[content_types].xml")) ?? "";
  if (/ms-excel\.sheet\.binary\.macroEnabled\.main/i.test(types)) return "xlsb";
  if (/(?:spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template)\.macroEnabled)\.main\+xml/i.test(types))
    return "xlsx";
  const main = await mainPart(archive);
  return main !== null && /<workbook[\s>]/.test((await partText(archive, main)) ?? "") ? "xlsx" : null;
}

/** Stream names are UTF-16 in the directory of a compound file, which may be anywhere in the file ([MS-CFB] 2.6). */
async function kindOfCompound(file: Blob): Promise<DetectedKind> {
  const names = await compoundStreams(file);
  if (names.has("encryptedpackage") || names.has("encryptioninfo")) throw new Refused("password_protected");
  if (names.has("workbook") || names.has("book")) return { kind: "xls" };
  if (names.has("worddocument")) throw new Refused("wrong_kind", { is: "doc" });
  if (names.has("powerpoint document")) throw new Refused("wrong_kind", { is: "ppt" });
  throw new Refused(names.size === 0 ? "truncated" : "wrong_kind", names.size === 0 ? {} : { is: "ole" });
}

async function compoundStreams(file: Blob): Promise<Set<string>> {
  const header = new DataView(await file.slice(0, 512).arrayBuffer());
  const names = new Set<string>();
  if (header.byteLength < 512) return names;
  const sectorBytes = 1 << Math.min(16, header.getUint16(30, true));
  const start = (header.getUint32(48, true) + 1) * sectorBytes;
  // The names searched for are among the first entries; a directory this short is nearly always in one piece.
  const directory = new DataView(await file.slice(start, start + Math.max(sectorBytes, 4096)).arrayBuffer());
  for (let at = 0; at + 128 <= directory.byteLength; at += 128) {
    const bytes = directory.getUint16(at + 64, true);
    if (bytes < 2 || bytes > 64) continue;
    let name = "";
    for (let unit = 0; unit < bytes - 2; unit += 2) name += String.fromCharCode(directory.getUint16(at + unit, true));
    names.add(name.toLowerCase());
  }
  return names;
}

function kindOfText(bytes: Uint8Array): DetectedKind {
  const text = startOfText(bytes);
  const start = text.trimStart().slice(0, 2048).toLowerCase();
  if (start === "") {
    if (bytes.length < headBytes) throw new Refused("empty");
    return { kind: "csv" };
  }
  if (start.startsWith("<?xml") || start.startsWith("<workbook")) {
    if (start.includes("<!doctype") && !start.includes("html")) throw new Refused("doctype");
    if (text.includes("urn:schemas-microsoft-com:office:spreadsheet")) return { kind: "spreadsheetml" };
    if (start.includes("<html") || start.includes("<table")) return { kind: "html" };
    throw new Refused("wrong_kind", { is: "xml" });
  }
  if (/^(?:<!doctype html|<html|<table|<head|<meta|<style|<body|<div)/.test(start)) return { kind: "html" };
  if (/^[[{]\s*["{[]/.test(start)) throw new Refused("wrong_kind", { is: "json" });
  if (isBinary(bytes)) throw new Refused("wrong_kind", { is: "binary" });
  return { kind: "csv" };
}

function startOfText(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/**
 * Text has no control characters except tabs, line ends and a few strays. UTF-16 has zeros, but only at every
 * other place.
 */
function isBinary(bytes: Uint8Array): boolean {
  let zerosEven = 0;
  let zerosOdd = 0;
  let controls = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte === 0) {
      if (at % 2 === 0) zerosEven++;
      else zerosOdd++;
    } else if (byte < 9 || (byte > 13 && byte < 27)) controls++;
  }
  const isUtf16 =
    Math.max(zerosEven, zerosOdd) > bytes.length * 0.2 && Math.min(zerosEven, zerosOdd) < bytes.length * 0.02;
  return controls > bytes.length * 0.05 || (!isUtf16 && zerosEven + zerosOdd > bytes.length * 0.1);
}
