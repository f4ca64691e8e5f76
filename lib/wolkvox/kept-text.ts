/** 64 KB of an answer are kept: enough for any list of failures of a batch, little enough for a row of a log. */
export const keptBytes = 65_536;
/** The longest remark that is kept about one debtor, in characters. */
const remarkLength = 2_000;
/** Of so many characters a remark is made: tags that never close cost time by the square of the length. */
const remarkSource = 16_384;

/**
 * Remote text as it may be stored: cut to `maxBytes` of UTF-8, without NUL (PostgreSQL refuses it in text) and
 * without halves of surrogate pairs (they cannot be encoded).
 */
export function keptText(text: string, maxBytes: number = keptBytes): string {
  const bytes = new TextEncoder().encode(text.slice(0, maxBytes).replaceAll("\u0000", "\uFFFD").toWellFormed());
  if (bytes.length <= maxBytes) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let end = maxBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, end));
}

/** The remote's words about one debtor or one batch: tags and runs of blanks taken out, cut; null when nothing is left. */
export function remark(text: string): string | null {
  const plain = keptText(text.slice(0, remarkSource).replace(/<(style|script)\b[\s\S]*?<\/\1>|<[^<>]*>/gi, " "))
    .replace(/\s+/g, " ")
    .trim();
  return plain === "" ? null : plain.slice(0, remarkLength).toWellFormed();
}
