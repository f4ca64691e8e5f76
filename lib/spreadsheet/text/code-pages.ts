/**
 * Tables for single-byte encodings. `TextDecoder` has no cp850 at all, and Node's windows-1252 turns the
 * bytes 0x80 to 0x9F into control characters unless it streams.
 */

/**
 * Code units of the bytes 0x80 to 0x9F; from 0xA0 on it is Latin-1. The five unused bytes stay control
 * characters, as in browsers.
 */
const windows1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** Code units of the bytes 0x80 to 0xFF of the DOS code page of western Europe and Latin America. */
const cp850 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀" +
  "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";

/** Code units of the bytes 0x80 to 0xFF of the Mac's code page, in which Excel for Mac still writes CSV. */
const macRoman =
  "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨" +
  "≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

export const codePages = ["windows-1252", "cp850", "macintosh"] as const;
export type CodePage = (typeof codePages)[number];

const highHalves: Readonly<Record<CodePage, string>> = { "windows-1252": windows1252, cp850, macintosh: macRoman };

function tableOfPage(page: CodePage): Uint16Array {
  const high = highHalves[page];
  return Uint16Array.from({ length: 256 }, (_, byte) =>
    byte < 0x80 || byte - 0x80 >= high.length ? byte : high.charCodeAt(byte - 0x80),
  );
}

const tables: Readonly<Record<CodePage, Uint16Array>> = {
  "windows-1252": tableOfPage("windows-1252"),
  cp850: tableOfPage("cp850"),
  macintosh: tableOfPage("macintosh"),
};

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** The character of each byte, as code units. */
export function codePageTable(page: CodePage): Uint16Array {
  return tables[page];
}

/**
 * Rewrites bytes of a code page as UTF-8. The engine's UTF-8 decoder is the fastest one and makes one-byte
 * strings where possible. `keepUtf8` keeps sequences that already are UTF-8, for text put together from files
 * of both encodings. Line ends become "\n", except a CR at the very end.
 */
export function toUtf8(bytes: Uint8Array, page: CodePage, keepUtf8: boolean): Uint8Array {
  const table = tables[page];
  const out = new Uint8Array(bytes.length * 3);
  let to = 0;
  for (let from = 0; from < bytes.length; from++) {
    const byte = bytes[from] ?? 0;
    if (byte < 0x80) {
      if (byte !== carriageReturn || from === bytes.length - 1) out[to++] = byte;
      else if (bytes[from + 1] !== lineFeed) out[to++] = lineFeed;
      continue;
    }
    const length = keepUtf8 ? utf8LengthAt(bytes, from) : 0;
    if (length > 0) {
      for (let part = 0; part < length; part++) out[to++] = bytes[from + part] ?? 0;
      from += length - 1;
      continue;
    }
    const unit = table[byte] ?? byte;
    if (unit < 0x800) {
      out[to++] = 0xc0 | (unit >> 6);
    } else {
      out[to++] = 0xe0 | (unit >> 12);
      out[to++] = 0x80 | ((unit >> 6) & 0x3f);
    }
    out[to++] = 0x80 | (unit & 0x3f);
  }
  return out.subarray(0, to);
}

/** Length of the valid multi-byte sequence that begins here, in bytes; 0 if there is none. */
export function utf8LengthAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  if (length === 0) return 0;
  for (let part = 1; part < length; part++) if (((bytes[at + part] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  // Overlong forms, surrogates and code points beyond Unicode are not UTF-8.
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return 0;
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 0;
  return length;
}
