/**
 * Content-Disposition for a download (RFC 6266): a plain name for old readers, the real one in UTF-8 beside it (RFC 5987).
 * The name came with an upload, so whatever could end the header, climb folders or hide an extension is taken out.
 */
export function attachment(fileName: string): string {
  const safe = fileName
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[\\/:*?"<>|]/g, "_")
    .replace(/^[\s.]+/, "")
    .slice(-180)
    // The cut may fall within a pair of surrogates, and half of one cannot be encoded.
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
