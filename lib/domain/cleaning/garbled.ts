/** What Windows-1252 shows for the bytes 0x80 to 0x9f; the other bytes are their own code points. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function byteOf(character: string): number {
  const code = character.charCodeAt(0);
  if (code < 0x100) return code;
  const at = windows1252.indexOf(character);
  return at < 0 ? -1 : 0x80 + at;
}

/** What a text was before its UTF-8 bytes were taken for Windows-1252 ("MuÃ±oz" was "Muñoz"), or null when it was not. */
export function repairedText(text: string): string | null {
  if (!text.includes("Ã") && !text.includes("Â")) return null;
  const repaired = text.replace(/([ÃÂ])(.)/g, (pair: string, lead: string, tail: string) => {
    const byte = byteOf(tail);
    if (byte < 0x80 || byte > 0xbf) return pair;
    return String.fromCharCode(((lead === "Ã" ? 0x03 : 0x02) << 6) | (byte & 0x3f));
  });
  return repaired === text ? null : repaired;
}
