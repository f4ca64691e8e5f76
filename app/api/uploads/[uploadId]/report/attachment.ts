/**
 * Content-Disposition for a download (RFC 6266): a plain name for old readers, and the real one in UTF-8 (RFC
 * 5987). The name came with an upload, so anything that could end the header, climb folders or hide an
 * extension is removed.
 */
export function attachment(fileName: string): string {
  const safe = fileName
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[\\/:*?"<>|]/g, "_")
    .replace(/^[\s.]+/, "")
    .slice(-180)
    // The cut may split a surrogate pair, and half of one cannot be encoded.
    .toWellFormed();
  const name = safe === "" ? "report" : safe;
  const ascii = name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]|[%;]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii === "" ? "report" : ascii}"; filename*=UTF-8''${encoded}`;
}
