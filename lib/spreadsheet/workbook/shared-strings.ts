import { isBeyondLatin1 } from "#lib/domain/table/grid-builder.ts";
import { maxSharedCharacters, maxSharedStrings } from "../budgets.ts";
import { Refused } from "../refused.ts";
import { inflateEntry } from "./inflate-entry.ts";
import { PackedTexts } from "./packed-texts.ts";
import type { OpenArchive } from "./workbook-parts.ts";
import { textBetween, xmlRecords, xmlText } from "./xml-text.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** A workbook's texts by their number. */
export interface SharedStrings {
  readonly texts: PackedTexts;
  /** Whether some of them may be kept in two bytes a character. */
  readonly isWide: boolean;
}

/** Reads shared strings in one forward scan, all or at least the first `needed`; a workbook without any has none. */
export async function readSharedStrings(
  archive: OpenArchive,
  entry: ZipEntry | null,
  needed = Number.POSITIVE_INFINITY,
): Promise<SharedStrings> {
  const texts = new PackedTexts();
  if (entry === null) return { texts, isWide: false };
  let characters = 0;
  let isWide = false;
  const pieces = xmlText(inflateEntry(archive.file, entry, archive.budget, archive.signal));
  for await (const records of xmlRecords(pieces, "</si>")) {
    isWide ||= isBeyondLatin1(records);
    characters += takeItems(records, texts);
    if (texts.length > maxSharedStrings || characters > maxSharedCharacters) throw new Refused("too_many_characters");
    if (texts.length >= needed) break;
  }
  return { texts, isWide };
}

function takeItems(records: string, texts: PackedTexts): number {
  let characters = 0;
  for (let at = records.indexOf("<si"); at >= 0; at = records.indexOf("<si", at)) {
    const tagEnd = records.indexOf(">", at);
    if (tagEnd < 0) break;
    if (records[tagEnd - 1] === "/") {
      texts.push("");
      at = tagEnd;
      continue;
    }
    const end = records.indexOf("</si>", tagEnd);
    if (end < 0) break;
    const text = textBetween(records, tagEnd + 1, end);
    texts.push(text);
    characters += text.length;
    at = end + 5;
  }
  return characters;
}
