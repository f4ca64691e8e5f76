/** Code page 850 from 0x80 on, as in exports of DOS and old mainframes. */
const cp850 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";

const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

export type TextEncoding = "utf-8" | "windows-1252" | "cp850" | "utf-16le" | "utf-16be";

/**
 * Encodes a text without a byte order mark. Throws if the encoding lacks a character: that is a mistake in
 * the test.
 */
export function encodeText(text: string, encoding: TextEncoding): Buffer<ArrayBuffer> {
  if (encoding === "utf-8") return Buffer.from(text, "utf8");
  if (encoding === "utf-16le") return Buffer.from(text, "utf16le");
  if (encoding === "utf-16be") {
    const bytes = Buffer.from(text, "utf16le");
    bytes.swap16();
    return bytes;
  }
  return Buffer.from(Array.from(text, (character) => byteOf(character, encoding)));
}

function byteOf(character: string, encoding: "windows-1252" | "cp850"): number {
  const code = character.charCodeAt(0);
  if (code < 0x80) return code;
  const upper = encoding === "cp850" ? cp850.indexOf(character) : windows1252.indexOf(character);
  if (upper >= 0) return 0x80 + upper;
  if (encoding === "cp850" || code > 0xff) throw new Error(`${character} is not in ${encoding}`);
  return code;
}
