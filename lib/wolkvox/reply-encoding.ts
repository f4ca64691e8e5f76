/**
 * Decodes as UTF-8 unless another charset is declared or the bytes are no UTF-8, and then as Windows-1252:
 * old PHP pages often send accents without declaring a charset.
 */
export function decoded(bytes: Buffer, contentType: string | null): string {
  const declared = /charset=["']?([\w-]+)/i.exec(contentType ?? "")?.[1]?.toLowerCase() ?? "utf-8";
  const isUtf8 = declared === "utf-8" || declared === "utf8";
  const text = isUtf8 ? bytes.toString("utf8") : null;
  if (text !== null && !text.includes("\uFFFD")) return text;
  // Node's decoder gets 0x80–0x9F right only when streaming.
  return new TextDecoder("windows-1252").decode(bytes, { stream: true });
}
