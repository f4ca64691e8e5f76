import { bytePieces, joinBytes, openUtf8Bytes } from "./byte-pieces.ts";
import { utf8LengthAt } from "./code-pages.ts";

/** What the bytes of the whole file show about its encoding; a late accent counts like an early one. */
export interface ByteSurvey {
  readonly mark: "utf-8" | "utf-16le" | "utf-16be" | null;
  /** Share of zeros among the bytes at even and at odd places of the first 64 KB. */
  readonly zeroShareEven: number;
  readonly zeroShareOdd: number;
  readonly isAscii: boolean;
  readonly isUtf8: boolean;
  /** Counted only if the file is not UTF-8: sequences that still are UTF-8, and all other bytes from 0x80 on. */
  readonly utf8Sequences: number;
  readonly strayBytes: number;
  /** Of the stray bytes, how often each occurs beside an ASCII letter, so within a word. By byte. */
  readonly inWords: Uint32Array;
  /** Of those, how often beside a capital and no small letter, and how often right after a small letter. */
  readonly amongCapitals: Uint32Array;
  readonly behindSmall: Uint32Array;
}

/** What the first 64 KB show. The rest of the survey is that of plain ASCII until more is known. */
export async function surveyHead(file: Blob): Promise<ByteSurvey> {
  const head = new Uint8Array(await file.slice(0, 65_536).arrayBuffer());
  return {
    mark: markOf(head),
    zeroShareEven: zeroShare(head, 0),
    zeroShareOdd: zeroShare(head, 1),
    isAscii: true,
    isUtf8: true,
    utf8Sequences: 0,
    strayBytes: 0,
    inWords: new Uint32Array(256),
    amongCapitals: new Uint32Array(256),
    behindSmall: new Uint32Array(256),
  };
}

/** Reads the whole file once, at about 2 GB a second if it is UTF-8; a file that is not UTF-8 is read again. */
export async function surveyBytes(file: Blob, signal?: AbortSignal): Promise<ByteSurvey> {
  const survey = { ...(await surveyHead(file)) };
  if (survey.mark === "utf-16le" || survey.mark === "utf-16be") return { ...survey, isAscii: false, isUtf8: false };
  let open: Uint8Array = new Uint8Array(0);
  for await (const piece of bytePieces(file, signal)) {
    const bytes = joinBytes(open, piece);
    const cut = bytes.length - openUtf8Bytes(bytes);
    const whole = bytes.subarray(0, cut);
    open = bytes.slice(cut);
    const characters = utf8Characters(whole);
    if (characters === null) {
      survey.isUtf8 = false;
      break;
    }
    if (characters !== whole.length) survey.isAscii = false;
  }
  if (survey.isUtf8 && open.length > 0) survey.isUtf8 = false;
  if (survey.isUtf8) return survey;
  return { ...survey, isAscii: false, ...(await countStrayBytes(file, signal)) };
}

function markOf(head: Uint8Array): ByteSurvey["mark"] {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return null;
}

function zeroShare(head: Uint8Array, parity: 0 | 1): number {
  let zeros = 0;
  for (let at = parity; at < head.length; at += 2) if (head[at] === 0) zeros++;
  return head.length < 2 ? 0 : zeros / (head.length / 2);
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-16 length of UTF-8 bytes; null if they are not UTF-8. Not streaming, which is four times slower. */
function utf8Characters(bytes: Uint8Array): number | null {
  try {
    return strict.decode(bytes).length;
  } catch (thrown) {
    if (thrown instanceof TypeError) return null;
    throw thrown;
  }
}

async function countStrayBytes(
  file: Blob,
  signal?: AbortSignal,
): Promise<Pick<ByteSurvey, "utf8Sequences" | "strayBytes" | "inWords" | "amongCapitals" | "behindSmall">> {
  const [inWords, amongCapitals, behindSmall] = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  let utf8Sequences = 0;
  let strayBytes = 0;
  let open: Uint8Array = new Uint8Array(0);
  for await (const piece of bytePieces(file, signal)) {
    const bytes = joinBytes(open, piece);
    const end = bytes.length - openUtf8Bytes(bytes);
    for (let at = 0; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x80) continue;
      const length = utf8LengthAt(bytes, at);
      if (length > 0) {
        utf8Sequences++;
        at += length - 1;
        continue;
      }
      strayBytes++;
      const [before, after] = [bytes[at - 1] ?? 0, bytes[at + 1] ?? 0];
      const isBehindSmall = isSmall(before);
      const isByCapital = isCapital(before) || isCapital(after);
      if (isBehindSmall || isByCapital || isSmall(after)) add(inWords, byte);
      if (isBehindSmall) add(behindSmall, byte);
      else if (isByCapital && !isSmall(after)) add(amongCapitals, byte);
    }
    open = bytes.slice(end);
  }
  return { utf8Sequences, strayBytes: strayBytes + open.length, inWords, amongCapitals, behindSmall };
}

function isCapital(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

function isSmall(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a;
}

function add(counts: Uint32Array, byte: number): void {
  counts[byte] = (counts[byte] ?? 0) + 1;
}
