/** By the declared charset, else UTF-8, else Windows-1252: PHP pages of that age often send accents unannounced. */
export function decoded(bytes: Buffer, contentType: string | null): string {
  const declared = /charset=["']?([\w-]+)/i.exec(contentType ?? "")?.[1]?.toLowerCase() ?? "utf-8";
  const isUtf8 = declared === "utf-8" || declared === "utf8";
  const text = isUtf8 ? bytes.toString("utf8") : null;
  if (text !== null && !text.includes("\uFFFD")) return text;
  // Node's decoder is right about 0x80–0x9F only when it streams.
  return new TextDecoder("windows-1252").decode(bytes, { stream: true });
}
