import { bytePieces, joinBytes, openUtf8Bytes } from "./byte-pieces.ts";
import type { Encoding } from "./choose-encoding.ts";
import { type CodePage, toUtf8 } from "./code-pages.ts";

/** A piece of text, with the share of the file read so far. */
export interface TextPiece {
  readonly text: string;
  readonly share: number;
}

/** What is known about a file that is read as UTF-8 before it was surveyed. */
export interface Utf8Watch {
  isUtf8: boolean;
  isAscii: boolean;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * A file's text in pieces, without byte order mark and with every line end "\n" (or what `lineEnds` makes of
 * it). No piece ends within a character or a CR LF. Stray bytes in a UTF-8 file are read as Windows-1252.
 */
export async function* textPieces(
  file: Blob,
  encoding: Encoding,
  signal?: AbortSignal,
  watch: Utf8Watch = { isUtf8: true, isAscii: true },
  lineEnds: (text: string) => string = withLineFeeds,
): AsyncGenerator<TextPiece> {
  const decode =
    encoding === "utf-16le" || encoding === "utf-16be" ? utf16Decoder(encoding) : eightBitDecoder(encoding, watch);
  let heldReturn = "";
  let read = 0;
  let isFirst = true;
  for await (const bytes of bytePieces(file, signal)) {
    read += bytes.length;
    let text = heldReturn + decode(bytes, read >= file.size);
    heldReturn = "";
    if (isFirst && text !== "") {
      if (text.startsWith("\ufeff")) text = text.slice(1);
      isFirst = false;
    }
    if (text.endsWith("\r") && read < file.size) {
      text = text.slice(0, -1);
      heldReturn = "\r";
    }
    yield { text: lineEnds(text), share: read / file.size };
  }
}

/** The text with "\n" for every line end. */
export function withLineFeeds(text: string): string {
  if (!text.includes("\r")) return text;
  const pairs = text.replaceAll("\r\n", "\n");
  return pairs.includes("\r") ? pairs.replaceAll("\r", "\n") : pairs;
}

/**
 * Replaces line ends by "\n" only if one of them is a CR alone. Otherwise CR LF stays: replacing it would
 * copy the whole file.
 */
export function withoutLoneReturns(text: string): string {
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) {
    if (text.charCodeAt(at + 1) !== 10) return withLineFeeds(text);
  }
  return text;
}

type Decode = (bytes: Uint8Array, isLast: boolean) => string;

function utf16Decoder(encoding: "utf-16le" | "utf-16be"): Decode {
  const streaming = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes, isLast) => streaming.decode(bytes, { stream: !isLast });
}

function eightBitDecoder(encoding: "utf-8" | CodePage, watch: Utf8Watch): Decode {
  if (encoding !== "utf-8") return (bytes) => decoder.decode(toUtf8(bytes, encoding, false));
  let open: Uint8Array = new Uint8Array(0);
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return (bytes, isLast) => {
    const all = joinBytes(open, bytes);
    const cut = isLast ? all.length : all.length - openUtf8Bytes(all);
    if (open.length > 0 || cut < all.length) open = all.slice(cut);
    const whole = all.subarray(0, cut);
    try {
      const text = strict.decode(whole);
      if (text.length !== whole.length) watch.isAscii = false;
      return text;
    } catch (thrown) {
      if (!(thrown instanceof TypeError)) throw thrown;
      watch.isUtf8 = false;
      return decoder.decode(toUtf8(whole, "windows-1252", true));
    }
  };
}
