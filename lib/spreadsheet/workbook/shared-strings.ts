import { maxSharedCharacters, maxSharedStrings } from "../budgets.ts";
import { inflateEntry } from "../package/inflate-entry.ts";
import { plainTextEnd, textStart } from "../package/plain-content.ts";
import type { OpenArchive } from "../package/workbook-parts.ts";
import { code, decodeXml, encodeXml, findTag, standsAt } from "../package/xml-bytes.ts";
import { xmlRecords } from "../package/xml-records.ts";
import { textBetween } from "../package/xml-text.ts";
import type { ZipEntry } from "../package/zip-directory.ts";
import { Refused } from "../refused.ts";
import { PackedTexts } from "./packed-texts.ts";

/** Reads shared strings in one forward scan: all, or at least the first `needed`; none if `entry` is null. */
export async function readSharedStrings(
  archive: OpenArchive,
  entry: ZipEntry | null,
  needed = Number.POSITIVE_INFINITY,
): Promise<PackedTexts> {
  const texts = new PackedTexts();
  if (entry === null) return texts;
  for await (const items of xmlRecords(inflateEntry(archive.file, entry, archive.budget, archive.signal), "</si>")) {
    takeItems(items, texts);
    const isTooMuch = texts.length > maxSharedStrings || texts.byteLength > maxSharedCharacters;
    if (isTooMuch) throw new Refused("too_many_characters");
    if (texts.length >= needed) break;
  }
  return texts;
}

const itemOpen = encodeXml("<si");
const itemClose = encodeXml("</si>");
const textClose = encodeXml("</t></si>");

function takeItems(xml: Uint8Array, texts: PackedTexts): void {
  for (let at = findTag(xml, itemOpen, 0); at >= 0; at = findTag(xml, itemOpen, at)) {
    const tagEnd = xml.indexOf(code.greater, at);
    if (tagEnd < 0) break;
    if (xml[tagEnd - 1] === code.slash) {
      texts.push(xml, 0, 0);
      at = tagEnd;
      continue;
    }
    const start = textStart(xml, tagEnd + 1);
    const textEnd = start < 0 ? -1 : plainTextEnd(xml, start);
    if (textEnd >= 0 && standsAt(xml, textEnd, textClose)) {
      texts.push(xml, start, textEnd);
      at = textEnd + textClose.length;
      continue;
    }
    const end = findTag(xml, itemClose, tagEnd);
    if (end < 0) break;
    const content = decodeXml(xml.subarray(tagEnd + 1, end));
    const text = encodeXml(textBetween(content, 0, content.length));
    texts.push(text, 0, text.length);
    at = end + itemClose.length;
  }
}
