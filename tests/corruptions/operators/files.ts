import type { ZipPart } from "#tests/support/bad-files/zip-file.ts";
import type { Random } from "#tests/support/portfolio/random.ts";
import type { Draft } from "../sheet/draft.ts";
import { libraryFormats, packageFormats, textFormats } from "../sheet/shape.ts";
import type { WrittenFile } from "../write/written-file.ts";
import { type ChangedBytes, everything, nothing, type Operator, rowsThing, type Thing } from "./operator.ts";

const sheetPart = "xl/worksheets/sheet1.xml";
const stringsPart = "xl/sharedStrings.xml";

/** Files that are incomplete, or complete in an unusual way. */
export const fileOperators: readonly Operator[] = [
  {
    name: "text cut at any byte",
    what: "a download that ended early, in the middle of a row",
    formats: textFormats,
    notices: ["cut_row", "open_end"],
    at: "bytes",
    apply(file, draft, random) {
      const places = file.places.filter((_, at) => draft.lines[at]?.origin !== null);
      const place = random.pick(places);
      // Not within the line ending: that would leave a whole row.
      return cutAt(file, draft, random.integer(place.start + 1, Math.max(place.start + 1, place.end - 5)));
    },
  },
  {
    name: "text cut at a row's end",
    what: "a download that ended early, exactly behind a row",
    formats: textFormats,
    isInvisible: true,
    at: "bytes",
    apply(file, draft, random) {
      const places = file.places.filter((_, at) => draft.lines[at]?.origin !== null);
      return cutAt(file, draft, random.pick(places).end);
    },
  },
  {
    name: "first bytes lost",
    what: "the beginning of the file is missing, up to somewhere in its header",
    shifts: true,
    formats: textFormats,
    at: "bytes",
    apply(file, draft, random) {
      if (draft.shape.encoding === "utf-16le") return null;
      const header = file.places[draft.lines.indexOf(draft.headerLine)];
      if (header === undefined) return null;
      const lost = random.integer(header.start + 1, header.end - 3);
      return { bytes: Buffer.from(file.bytes.subarray(lost)), thing: everything, moved: (at) => at - lost };
    },
  },
  {
    name: "hole of zeros",
    what: "a block of the disk came back as zeros",
    shifts: true,
    formats: textFormats,
    // The notice names the line and warns that whole rows may be lost there.
    notices: ["lost_block"],
    at: "bytes",
    apply(file, draft, random) {
      const at = random.integer(Math.floor(file.bytes.length / 4), Math.floor(file.bytes.length / 2));
      const end = Math.min(file.bytes.length, at + random.integer(20, 400));
      const bytes = Buffer.from(file.bytes);
      bytes.fill(0, at, end);
      return { bytes, thing: touched(file, draft, at, end) };
    },
  },
  {
    name: "block repeated",
    what: "a block of bytes was written twice",
    shifts: true,
    formats: textFormats,
    at: "bytes",
    apply(file, draft, random) {
      if (draft.shape.encoding === "utf-16le") return null;
      const at = random.integer(Math.floor(file.bytes.length / 3), Math.floor(file.bytes.length / 2));
      const end = Math.min(file.bytes.length, at + random.integer(10, 60));
      // Within one cell the repetition would only be another value, which nothing shows.
      if (!file.bytes.subarray(at, end).includes(draft.shape.delimiter)) return null;
      const bytes = Buffer.concat([
        file.bytes.subarray(0, end),
        file.bytes.subarray(at, end),
        file.bytes.subarray(end),
      ]);
      return {
        bytes,
        thing: touched(file, draft, at, end),
        moved: (place) => (place < end ? place : place + end - at),
      };
    },
  },
  {
    name: "end of a DOS file",
    what: "a Ctrl-Z behind the last row",
    formats: textFormats,
    at: "bytes",
    apply(file, draft) {
      if (draft.shape.encoding === "utf-16le") return null;
      return { bytes: Buffer.concat([file.bytes, Buffer.from([0x1a])]), thing: nothing };
    },
  },
  {
    name: "package cut at any byte",
    what: "a workbook whose download ended early",
    formats: [...packageFormats, ...libraryFormats],
    at: "bytes",
    apply(file, _draft, random) {
      const end = random.integer(100, file.bytes.length - 1);
      return { bytes: Buffer.from(file.bytes.subarray(0, end)), thing: everything };
    },
  },
  {
    name: "bytes of a package changed",
    what: "some bytes of a workbook are others",
    formats: packageFormats,
    at: "bytes",
    apply(file, _draft, random) {
      const bytes = Buffer.from(file.bytes);
      for (let count = random.integer(1, 5); count > 0; count--)
        bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
      return { bytes, thing: everything };
    },
  },
  part(
    "sheet cut at a row's end",
    "the sheet's part ends behind a row, without its end",
    sheetPart,
    [],
    (xml, random, draft) => {
      const ends = [...xml.matchAll(/<\/row>/g)].map(({ index }) => index + 6);
      const first = draft.lines.indexOf(draft.headerLine) + 2;
      const possible = ends.slice(first, -1);
      return possible.length === 0 ? xml : xml.slice(0, random.pick(possible));
    },
  ),
  part("sheet cut anywhere", "the sheet's part ends in the middle of a row", sheetPart, [], (xml, random) => {
    const end = xml.indexOf("</sheetData>");
    return xml.slice(0, random.integer(Math.floor(end / 2), end - 1));
  }),
  part("shared texts cut", "the table of texts ends early", stringsPart, [], (xml, random) => {
    const ends = [...xml.matchAll(/<\/si>/g)].map(({ index }) => index + 5);
    const possible = ends.slice(3, -1);
    return possible.length === 0 ? xml : xml.slice(0, random.pick(possible));
  }),
  part("shared texts cut and closed", "the table of texts lacks its last texts", stringsPart, [], (xml, random) => {
    const ends = [...xml.matchAll(/<\/si>/g)].map(({ index }) => index + 5);
    const possible = ends.slice(3, -1);
    return possible.length === 0 ? xml : `${xml.slice(0, random.pick(possible))}</sst>`;
  }),
  part("wrong dimension", "the sheet says it is smaller than it is", sheetPart, [], (xml) =>
    xml.replace("<sheetData>", '<dimension ref="A1:B3"/><sheetData>'),
  ),
  part("cells without references", "cells that do not say where they stand", sheetPart, [], (xml, _random, draft) =>
    draft.lines.some(({ cells }) => cells.some(({ is }) => is === "blank")) ? xml : xml.replace(/ r="[A-Z]+\d+"/g, ""),
  ),
  part("texts in pieces", "texts of several formats, in pieces", stringsPart, [], (xml) =>
    xml.replace(
      /<si><t xml:space="preserve">(.)(.+?)<\/t><\/si>/g,
      '<si><r><t xml:space="preserve">$1</t></r><r><rPr><b/></rPr><t xml:space="preserve">$2</t></r></si>',
    ),
  ),
  without("styles missing", "the part of styles is gone: dates are numbers", "xl/styles.xml"),
  without("shared texts missing", "the part of texts is gone", stringsPart),
  without("relations missing", "nothing says which part is the sheet", "xl/_rels/workbook.xml.rels"),
  {
    name: "parts at the root",
    what: "a package whose parts stand at the root of the archive",
    formats: packageFormats,
    at: "parts",
    apply(parts) {
      for (const [at, { name, content }] of parts.entries()) {
        const text = String(content).replace('Target="xl/workbook.xml"', 'Target="workbook.xml"');
        const moved = name.startsWith("xl/") ? name.slice(3) : name;
        parts[at] = { name: moved, content: text };
      }
      return nothing;
    },
  },
];

function cutAt(file: WrittenFile, draft: Draft, end: number): ChangedBytes {
  const wide = draft.shape.encoding === "utf-16le" && (end - 2) % 2 === 1 ? end - 1 : end;
  return {
    bytes: Buffer.from(file.bytes.subarray(0, wide)),
    thing: touched(file, draft, wide, Number.POSITIVE_INFINITY),
  };
}

/** The rows with bytes in this range. */
function touched(file: WrittenFile, draft: Draft, from: number, to: number): Thing {
  return rowsThing(
    file.places.flatMap(({ start, end }, at) => (end > from && start < to ? [draft.lines[at]?.origin ?? null] : [])),
  );
}

function part(
  name: string,
  what: string,
  of: string,
  notices: readonly string[],
  change: (xml: string, random: Random, draft: Draft) => string,
): Operator {
  return {
    name,
    what,
    formats: packageFormats,
    notices,
    at: "parts",
    apply(parts, draft, random) {
      const at = parts.findIndex((one) => one.name === of);
      const xml = String(parts[at]?.content ?? "");
      const next = change(xml, random, draft);
      if (at === -1 || next === xml) return null;
      parts[at] = { name: of, content: next };
      return everything;
    },
  };
}

function without(name: string, what: string, of: string): Operator {
  return {
    name,
    what,
    formats: packageFormats,
    at: "parts",
    apply(parts: ZipPart[]) {
      parts.splice(
        parts.findIndex((one) => one.name === of),
        1,
      );
      return everything;
    },
  };
}
