import { encodeText } from "#tests/support/bad-files/encode-text.ts";
import type { Random } from "#tests/support/portfolio/random.ts";
import { type Draft, dataLines, textCell } from "../sheet/draft.ts";
import { formats, textFormats } from "../sheet/shape.ts";
import { encode } from "../write/write-text.ts";
import { everything, type Operator, rowsThing, type Thing } from "./operator.ts";
import { pickLines, rewriteCells } from "./pick.ts";

const words = ["debtor.Name", "debtor.Address", "obligation.name", "obligation.portfolio_type"];
const ofWords = new Set(words);

/** Letters read in the wrong code page, once or twice. */
export const encodingOperators: readonly Operator[] = [
  garbled("doubly encoded", "UTF-8 read as Windows-1252 and written as UTF-8", (text) => mojibake(text), "all"),
  garbled("doubly encoded rows", "the same in some rows only", (text) => mojibake(text), "some"),
  garbled("encoded three times", "the same twice over", (text) => mojibake(mojibake(text)), "all"),
  garbled(
    "half-destroyed letters",
    "doubly encoded, and the bytes nobody sees were lost",
    (text) => mojibake(text).replace(/[\u0080-\u009f\u00ad\u00a0]/g, ""),
    "all",
  ),
  garbled(
    "question marks",
    "letters that a code page lacks became question marks",
    (text) => text.replace(/[^\x00-\x7f]/g, "?"),
    "some",
  ),
  garbled(
    "replacement characters",
    "letters that could not be decoded",
    (text) => text.replace(/[^\x00-\x7f]/g, "\ufffd"),
    "some",
    true,
  ),
  garbled("letters of a Mac", "Mac Roman read as Windows-1252", (text) => asMacRoman(text), "all"),
  garbled("letters of DOS", "CP850 read as Windows-1252", (text) => asDos(text), "some"),
  garbled(
    "entities as text",
    "a web page's entities in the cells",
    (text) => text.replace(/[^\x00-\x7f]/g, (letter) => entities[letter] ?? letter),
    "some",
  ),
  garbled("accents apart", "letters and their accents as two characters", (text) => text.normalize("NFD"), "all", true),
  {
    name: "two encodings in one file",
    what: "some lines in UTF-8, others in Windows-1252",
    formats: textFormats,
    at: "bytes",
    apply(file, draft, random) {
      if (draft.shape.encoding !== "utf-8" && draft.shape.encoding !== "windows-1252") return null;
      const lines = pickLines(draft, random);
      const isUtf8 = draft.shape.encoding === "utf-8";
      const pieces: Buffer[] = [];
      const starts: number[] = [];
      let start = 0;
      for (const [at, place] of file.places.entries()) {
        const own = file.bytes.subarray(place.start, place.end);
        const line = draft.lines[at];
        const isOther = line !== undefined && lines.includes(line);
        const other = isUtf8
          ? encode(own.toString("utf8"), "windows-1252")
          : Buffer.from(new TextDecoder("windows-1252").decode(own), "utf8");
        const piece = isOther ? other : own;
        pieces.push(piece);
        starts.push(start);
        start += piece.length;
      }
      const moved = (byte: number): number => starts[file.places.findIndex((place) => place.start === byte)] ?? start;
      return {
        bytes: Buffer.concat(pieces),
        thing: rowsThing(
          lines.map(({ origin }) => origin),
          ofWords,
        ),
        moved,
      };
    },
  },
  {
    name: "UTF-16 without its mark",
    what: "the first two bytes of a UTF-16 file are lost",
    formats: textFormats,
    at: "bytes",
    apply(file, draft) {
      if (draft.shape.encoding !== "utf-16le") return null;
      return { bytes: Buffer.from(file.bytes.subarray(2)), thing: everything, moved: (at) => at - 2 };
    },
  },
  {
    name: "mark of another encoding",
    what: "a mark of UTF-8 before a file of Windows-1252",
    formats: textFormats,
    at: "bytes",
    apply(file, draft) {
      if (draft.shape.encoding !== "windows-1252") return null;
      const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), file.bytes]);
      return { bytes, thing: { rows: "all", fields: ofWords }, moved: (at) => at + 3 };
    },
  },
  {
    name: "zero bytes",
    what: "bytes of zero within the text",
    formats: textFormats,
    // This notice names the line. It counts because a quote behind a zero byte no longer begins its cell.
    notices: ["lost_block"],
    at: "bytes",
    apply(file, draft, random) {
      if (draft.shape.encoding === "utf-16le") return null;
      const place = random.pick(file.places.filter((_, at) => draft.lines[at]?.origin !== null));
      const at = random.integer(place.start, place.end - 2);
      const zeros = Buffer.alloc(random.integer(1, 3));
      const bytes = Buffer.concat([file.bytes.subarray(0, at), zeros, file.bytes.subarray(at)]);
      const thing = rowsThing([draft.lines[file.places.indexOf(place)]?.origin ?? null]);
      return { bytes, thing, moved: (byte) => (byte < at ? byte : byte + zeros.length) };
    },
  },
];

function garbled(
  name: string,
  what: string,
  change: (text: string) => string,
  which: "all" | "some",
  needsUnicode = false,
): Operator {
  return {
    name,
    what,
    formats,
    at: "table",
    apply(draft: Draft, random: Random): Thing | null {
      const isText = textFormats.some((one) => one === draft.shape.format);
      // A code page without the garbled characters would garble them again.
      if (isText && (draft.shape.encoding === "cp850" || (needsUnicode && draft.shape.encoding === "windows-1252")))
        return null;
      const lines = which === "all" ? dataLines(draft) : pickLines(draft, random);
      const rows = words.flatMap((field) =>
        rewriteCells(draft, lines, field, (cell) => {
          if (cell.is !== "text") return null;
          const next = change(cell.text);
          return next === cell.text ? null : textCell(next);
        }),
      );
      return rows.length === 0 ? null : rowsThing(rows, ofWords);
    },
  };
}

/** Reads UTF-8 bytes as Windows-1252. */
function mojibake(text: string): string {
  return new TextDecoder("windows-1252").decode(Buffer.from(text, "utf8"));
}

const macRoman: Readonly<Record<string, number>> = {
  á: 0x87,
  é: 0x8e,
  í: 0x92,
  ó: 0x97,
  ú: 0x9c,
  ñ: 0x96,
  Ñ: 0x84,
  Á: 0xe7,
  É: 0x83,
  Í: 0xea,
  Ó: 0xee,
  Ú: 0xf2,
  ü: 0x9f,
};

function asMacRoman(text: string): string {
  return text.replace(/[^\x00-\x7f]/g, (letter) => {
    const byte = macRoman[letter];
    return byte === undefined ? letter : new TextDecoder("windows-1252").decode(Uint8Array.of(byte));
  });
}

/** Leaves out the letters whose damage nothing shows: á would become a no-break space, Í an Ö and Ú an é. */
function asDos(text: string): string {
  return text.replace(/[éíóúñÑÁÉÓü]/g, (letter) => new TextDecoder("windows-1252").decode(encodeText(letter, "cp850")));
}

const entities: Readonly<Record<string, string>> = {
  á: "&aacute;",
  é: "&eacute;",
  í: "&iacute;",
  ó: "&oacute;",
  ú: "&uacute;",
  ñ: "&ntilde;",
  Ñ: "&Ntilde;",
  Á: "&Aacute;",
  É: "&Eacute;",
  Í: "&#205;",
  Ó: "&Oacute;",
  Ú: "&Uacute;",
};
