import { inflateEntry } from "../package/inflate-entry.ts";
import type { OpenArchive } from "../package/workbook-parts.ts";
import { decodeXml } from "../package/xml-bytes.ts";
import { xmlRecords } from "../package/xml-records.ts";
import type { ZipEntry } from "../package/zip-directory.ts";

/** Counts a sheet's rows with a value. Cells with only a format do not count: templates have thousands of them. */
export async function countFilledRows(archive: OpenArchive, entry: ZipEntry): Promise<number> {
  let filled = 0;
  for await (const rows of xmlRecords(inflateEntry(archive.file, entry, archive.budget, archive.signal), "</row>")) {
    filled += filledIn(decodeXml(rows));
  }
  return filled;
}

function filledIn(rows: string): number {
  let filled = 0;
  // An unsuccessful search runs to the end of the text, so each search continues from its own last find.
  let value = rows.indexOf("<v>");
  let inline = rows.indexOf("<is>");
  while (value >= 0 || inline >= 0) {
    const first = value < 0 ? inline : inline < 0 ? value : Math.min(value, inline);
    const end = rows.indexOf("</row>", first);
    if (end < 0) break;
    filled++;
    if (value >= 0 && value < end) value = rows.indexOf("<v>", end);
    if (inline >= 0 && inline < end) inline = rows.indexOf("<is>", end);
  }
  return filled;
}
