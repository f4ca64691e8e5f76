import { TextDigest } from "../../correction/text-digest.ts";
import { quote } from "../../debtors/json-text.ts";
import type { Field } from "../../fields/field.ts";

export interface PayloadDigests {
  /** payloadDigest of the payload. */
  readonly digest: string;
  /** The same without the volatile fields, mixed with their ids: under another list of them all digests differ. */
  readonly stableDigest: string;
}

const encoder = new TextEncoder();
const opening = encoder.encode(',"Obligations":[{');
const closing = encoder.encode("}]}");
const [quoteMark, backslash, closeBrace, comma, openBrace] = [0x22, 0x5c, 0x7d, 0x2c, 0x7b];
const unknown: PayloadDigests = { digest: "", stableDigest: "" };

/**
 * Digests debtors' payloads with and without volatile fields. Computed for every staged debtor, so nothing is parsed:
 * staging writes every value as a string, and a quote within a value is escaped, so `"key":"` is found only where
 * the field begins. (A volatile text with "},{" in it is cut there, as by payloadDigest; its debtor then counts as
 * changed until the payloads are compared.)
 */
export class PayloadDigester {
  readonly #seed: Uint8Array;
  readonly #debtorKeys: readonly KeySearch[];
  readonly #obligationKeys: readonly KeySearch[];
  #bytes = new Uint8Array(64 * 1024);
  #kept = new Uint8Array(64 * 1024);

  constructor(volatileFields: readonly string[], fields: readonly Field[]) {
    this.#seed = encoder.encode(volatileFields.toSorted().join("\n"));
    const keys = (level: Field["level"]) =>
      fields
        .filter((field) => field.level === level && volatileFields.includes(field.id))
        .map(({ apiKey }) => new KeySearch(encoder.encode(`${quote(apiKey)}:"`)));
    this.#debtorKeys = keys("debtor");
    this.#obligationKeys = keys("obligation");
  }

  /** "" for both if the text is no payload as staging writes it. */
  digestsOf(payload: string): PayloadDigests {
    if (payload.length * 3 > this.#bytes.length) {
      this.#bytes = new Uint8Array(payload.length * 3);
      this.#kept = new Uint8Array(payload.length * 3);
    }
    const { written: length } = encoder.encodeInto(payload, this.#bytes);
    const bytes = this.#bytes;
    const last = length - closing.length;
    let start = 0;
    while (start < last && !(bytes[start] === comma && isAt(bytes, opening, start))) start++;
    if (start === last || !isAt(bytes, closing, last)) return unknown;
    const digest = new TextDigest().addBytes(bytes, 0, start);
    const stable = new TextDigest().addBytes(this.#seed);
    const headEnd = this.#keep(0, start, this.#debtorKeys, length);
    stable.addBytes(headEnd === 0 ? bytes : this.#kept, 0, headEnd === 0 ? start : headEnd);
    start += opening.length;
    for (let end = start; end <= last; end++) {
      const isEnd =
        end === last || (bytes[end] === closeBrace && bytes[end + 1] === comma && bytes[end + 2] === openBrace);
      if (!isEnd) continue;
      const piece = new TextDigest().addBytes(bytes, start, end);
      digest.addUnordered(piece);
      const keptEnd = this.#keep(start, end, this.#obligationKeys, length);
      stable.addUnordered(keptEnd === 0 ? piece : new TextDigest().addBytes(this.#kept, 0, keptEnd));
      start = end + 3;
    }
    for (const key of this.#debtorKeys) key.restart();
    for (const key of this.#obligationKeys) key.restart();
    return { digest: digest.hex(), stableDigest: stable.hex() };
  }

  /**
   * Copies the bytes from `start` to `end` without these fields to `#kept`; returns how many they are, 0 if none
   * of the fields is there. In one piece, because a digest of two pieces is not that of both together.
   */
  #keep(start: number, end: number, keys: readonly KeySearch[], length: number): number {
    let kept = 0;
    let from = start;
    for (;;) {
      let at = end;
      let found: KeySearch | null = null;
      for (const key of keys) {
        const place = key.next(this.#bytes, from, length);
        if (place < at) [at, found] = [place, key];
      }
      if (found === null) break;
      const after = valueEnd(this.#bytes, at + found.pattern.length) + 1;
      const isFirst = this.#bytes[at - 1] !== comma;
      kept = this.#copy(from, isFirst ? at : at - 1, kept);
      from = isFirst && this.#bytes[after] === comma ? after + 1 : after;
      // Nothing but volatile fields: one byte, so that it differs from "none of them is there".
      if (kept === 0 && from >= end) return this.#copy(at, at + 1, 0);
    }
    return from === start ? 0 : this.#copy(from, end, kept);
  }

  #copy(start: number, end: number, to: number): number {
    if (end <= start) return to;
    this.#kept.set(this.#bytes.subarray(start, end), to);
    return to + end - start;
  }
}

/** Finds the places of one pattern in ascending order, each byte looked at once. */
class KeySearch {
  readonly pattern: Uint8Array;
  #at = -1;

  constructor(pattern: Uint8Array) {
    this.pattern = pattern;
  }

  restart(): void {
    this.#at = -1;
  }

  /** The first place at or after `from`; `length` if there is none. */
  next(bytes: Uint8Array, from: number, length: number): number {
    if (this.#at >= from) return this.#at;
    const first = this.pattern[1] ?? 0;
    let at = from;
    for (; at < length; at++) {
      if (bytes[at] === quoteMark && bytes[at + 1] === first && isAt(bytes, this.pattern, at)) break;
    }
    this.#at = at;
    return at;
  }
}

/** Where the value that begins at `at` has its closing quote. */
function valueEnd(bytes: Uint8Array, at: number): number {
  while (bytes[at] !== quoteMark && at < bytes.length) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

function isAt(bytes: Uint8Array, part: Uint8Array, at: number): boolean {
  for (let index = 0; index < part.length; index++) if (bytes[at + index] !== part[index]) return false;
  return true;
}
