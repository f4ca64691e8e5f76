import { inflateEntry } from "./inflate-entry.ts";
import type { OpenArchive } from "./workbook-parts.ts";
import { xmlRecords, xmlText } from "./xml-text.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** How many rows of a sheet have a value. Cells that are only formatted do not count: templates have thousands of them. */
export async function countFilledRows(archive: OpenArchive, entry: ZipEntry): Promise<number> {
  let filled = 0;
  for await (const rows of xmlRecords(xmlText(inflateEntry(archive.file, entry, archive.budget, archive.signal)), "</row>")) {
    let value = nextValue(rows, 0);
    while (value >= 0) {
      const end = rows.indexOf("</row>", value);
      if (end < 0) break;
      filled++;
      value = nextValue(rows, end);
    }
  }
  return filled;
}

function nextValue(rows: string, from: number): number {
  const value = rows.indexOf("<v>", from);
  const inline = rows.indexOf("<is>", from);
  if (value < 0 || inline < 0) return Math.max(value, inline);
  return Math.min(value, inline);
}
