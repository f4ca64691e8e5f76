import { workbookParts } from "#tests/support/bad-files/xlsx-file.ts";
import { type ZipPart, zipFile } from "#tests/support/bad-files/zip-file.ts";
import type { Draft } from "../sheet/draft.ts";
import type { Format } from "../sheet/shape.ts";
import { workbookSheets } from "./workbook-sheet.ts";
import { htmlText } from "./write-html.ts";
import { libraryBytes } from "./write-library.ts";
import { textLines, writeText } from "./write-text.ts";
import type { LinePlace, WrittenFile } from "./written-file.ts";

/** What operators change while the file is written: the lines of its text or the parts of its package. */
export interface OnTheWay {
  readonly text: (lines: (string | null)[]) => void;
  readonly parts: (parts: ZipPart[]) => void;
}

export async function writeDraft(draft: Draft, { text, parts }: OnTheWay): Promise<WrittenFile> {
  const { format } = draft.shape;
  switch (format) {
    case "csv":
    case "tsv":
    case "txt":
      return asText(draft, text);
    case "html":
      return inRows(draft, format, Buffer.from(htmlText(draft), "utf8"));
    case "xlsx":
    case "xlsm": {
      const list = workbookParts({ sheets: workbookSheets(draft), is1904: draft.is1904 });
      parts(list);
      const blob = zipFile(list);
      return inRows(draft, format, Buffer.from(await blob.arrayBuffer()));
    }
    default:
      return inRows(draft, format, libraryBytes(workbookSheets(draft), format, draft.is1904));
  }
}

function asText(draft: Draft, change: OnTheWay["text"]): WrittenFile {
  const lines: (string | null)[] = textLines(draft);
  change(lines);
  return writeText(lines, draft.shape);
}

/** In a workbook or an HTML table each line is a row. */
function inRows(draft: Draft, format: Format, bytes: Buffer<ArrayBuffer>): WrittenFile {
  const places = draft.lines.map((_, row): LinePlace => ({ first: row + 1, last: row + 1, start: 0, end: 0 }));
  return { name: `cartera.${format === "html" ? "xls" : format}`, bytes, places };
}
