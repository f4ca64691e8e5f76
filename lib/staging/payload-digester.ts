import { ByteSearch } from "#lib/domain/correction/byte-search.ts";
import { obligationMarks } from "#lib/domain/correction/payload-digest.ts";
import { type Digest, TextDigest } from "#lib/domain/correction/text-digest.ts";
import { quote } from "#lib/domain/debtors/json-text.ts";
import type { Field } from "#lib/domain/fields/field.ts";

/** Null for a text that is no payload as staging writes it. */
export interface PayloadDigests {
  /** payloadDigest of the payload. */
  readonly digest: Digest | null;
  /** The same without the volatile fields, mixed with their ids: under another list of them all digests differ. */
  readonly stableDigest: Digest | null;
}

const [quoteMark, backslash, comma] = [0x22, 0x5c, 0x2c];
const unknown: PayloadDigests = { digest: null, stableDigest: null };

/**
 * Digests debtors' payloads with and without volatile fields. Computed for every staged debtor, so nothing is parsed:
 * staging writes every value as a string, and a quote within a value is escaped, so `"key":"` is found only where
 * the field begins. (A volatile text with "},{" in it is cut there, as by payloadDigest; its debtor then counts as
 * changed until the payloads are compared.)
 */
export class PayloadDigester {
  readonly #seed: Buffer;
  readonly #debtorKeys: readonly KeySearch[];
  readonly #obligationKeys: readonly KeySearch[];
  /** The payload, and after it what is kept of a part of it. */
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #length = 0;
  // Used again for every debtor.
  readonly #whole = new TextDigest();
  readonly #stable = new TextDigest();
  readonly #piece = new TextDigest();
  readonly #keptPiece = new TextDigest();

  constructor(volatileFields: readonly string[], fields: readonly Field[]) {
    this.#seed = Buffer.from(volatileFields.toSorted().join("\n"));
    const keys = (level: Field["level"]) =>
      fields
        .filter((field) => field.level === level && volatileFields.includes(field.id))
        .map(({ apiKey }) => new KeySearch(`${quote(apiKey)}:"`));
    this.#debtorKeys = keys("debtor");
    this.#obligationKeys = keys("obligation");
  }

  /** The UTF-8 bytes of the payload that was digested last, until the next one is. */
  get lastPayload(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  digestsOf(payload: string): PayloadDigests {
    // A character has at most three bytes.
    if (payload.length * 6 > this.#bytes.length) this.#bytes = Buffer.allocUnsafe(payload.length * 6);
    const bytes = this.#bytes;
    // Half the time of a TextEncoder.
    const length = bytes.write(payload, 0, "utf8");
    this.#length = length;
    const { opening, between, closing } = obligationMarks;
    const last = length - closing.length;
    let start = opening.find(bytes, 0, last);
    if (start >= last || !closing.isAt(bytes, last)) return unknown;
    const digest = this.#whole.restart().addBytes(bytes, 0, start);
    const stable = this.#stable.restart().addBytes(this.#seed);
    const headEnd = this.#keep(0, start, this.#debtorKeys, length);
    stable.addBytes(bytes, headEnd === 0 ? 0 : length, headEnd === 0 ? start : headEnd);
    start += opening.length;
    while (start <= last) {
      const end = between.find(bytes, start, last);
      const piece = this.#piece.restart().addBytes(bytes, start, end);
      digest.addUnordered(piece);
      const keptEnd = this.#keep(start, end, this.#obligationKeys, length);
      stable.addUnordered(keptEnd === 0 ? piece : this.#keptPiece.restart().addBytes(bytes, length, keptEnd));
      start = end + between.length;
    }
    for (const key of this.#debtorKeys) key.restart();
    for (const key of this.#obligationKeys) key.restart();
    return { digest: digest.digest(), stableDigest: stable.digest() };
  }

  /**
   * Copies the bytes from `start` to `end` without these fields behind the payload, which ends at `length`; returns
   * where they end, 0 if none of the fields is there. In one piece, because a digest of two pieces is not that of both
   * together.
   */
  #keep(start: number, end: number, keys: readonly KeySearch[], length: number): number {
    const bytes = this.#bytes;
    let kept = length;
    let from = start;
    for (;;) {
      let at = end;
      let found: KeySearch | null = null;
      for (const key of keys) {
        const place = key.next(bytes, from, end);
        if (place < at) [at, found] = [place, key];
      }
      if (found === null) break;
      const after = valueEnd(bytes, at + found.length) + 1;
      const isFirst = bytes[at - 1] !== comma;
      kept = this.#copy(from, isFirst ? at : at - 1, kept);
      from = isFirst && bytes[after] === comma ? after + 1 : after;
      // Nothing but volatile fields: one byte, so that it differs from "none of them is there".
      if (kept === length && from >= end) return this.#copy(at, at + 1, kept);
    }
    return from === start ? 0 : this.#copy(from, end, kept);
  }

  #copy(start: number, end: number, to: number): number {
    if (end <= start) return to;
    this.#bytes.copyWithin(to, start, end);
    return to + end - start;
  }
}

/** Finds the places of one text in ascending order, each byte passed once. */
class KeySearch {
  readonly #search: ByteSearch;
  #at = -1;

  constructor(text: string) {
    this.#search = new ByteSearch(text);
  }

  get length(): number {
    return this.#search.length;
  }

  restart(): void {
    this.#at = -1;
  }

  /** The first place at or after `from`; `end` if there is none. */
  next(bytes: Uint8Array, from: number, end: number): number {
    if (this.#at < from) this.#at = this.#search.find(bytes, from, end);
    return this.#at;
  }
}

/** Where the value that begins at `at` has its closing quote. */
function valueEnd(bytes: Uint8Array, at: number): number {
  while (bytes[at] !== quoteMark && at < bytes.length) at += bytes[at] === backslash ? 2 : 1;
  return at;
}
