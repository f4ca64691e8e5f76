const encoder = new TextEncoder();

/** A digest as two signed numbers of 32 bits: as a text it would be put together and taken apart for every debtor. */
export interface Digest {
  readonly high: number;
  readonly low: number;
}

/** Of 32 bits with a sign: a larger number would be kept as an object. */
const seeds = { h1: 0xdeadbeef | 0, h2: 0x41c6ce57 };

/**
 * A digest of texts, in 16 hex digits or two numbers, the same in the browser and on the server. Not Web Crypto: that answers by promise, and a digest is
 * needed for every debtor. It tells texts apart; it is no protection against forging.
 */
export class TextDigest {
  #h1 = seeds.h1;
  #h2 = seeds.h2;

  /** As if nothing had been added. */
  restart(): this {
    this.#h1 = seeds.h1;
    this.#h2 = seeds.h2;
    return this;
  }

  /** Adding "ab" and "c" gives another digest than adding "abc". */
  add(text: string): this {
    return this.addBytes(encoder.encode(text));
  }

  /** Adds a text by its UTF-8 bytes from `start` to `end`. */
  addBytes(bytes: Uint8Array, start = 0, end = bytes.length): this {
    // The length, for a text may end in zeros.
    this.#mix(end - start);
    const lastFour = end - 3;
    let at = start;
    let h1 = this.#h1;
    let h2 = this.#h2;
    for (; at < lastFour; at += 4) {
      const four =
        (bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24);
      h1 = Math.imul(h1 ^ four, 2654435761);
      h2 = Math.imul(h2 ^ four, 1597334677);
      // Multiplication alone never carries a high bit to a lower one.
      h1 ^= h1 >>> 15;
      h2 ^= h2 >>> 13;
    }
    this.#h1 = h1;
    this.#h2 = h2;
    for (; at < end; at++) this.#mix(bytes[at] as number);
    return this;
  }

  /** Adds another digest so that the order of such additions does not matter. Nothing else may be added afterwards. */
  addUnordered(other: TextDigest): this {
    const { high, low } = other.digest();
    this.#h1 = (this.#h1 + high) | 0;
    this.#h2 = (this.#h2 + low) | 0;
    return this;
  }

  digest(): Digest {
    const [h1, h2] = [this.#h1, this.#h2];
    return {
      high: Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909),
      low: Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909),
    };
  }

  hex(): string {
    return digestText(this.digest());
  }

  #mix(number: number): void {
    this.#h1 = Math.imul(this.#h1 ^ number, 2654435761);
    this.#h2 = Math.imul(this.#h2 ^ number, 1597334677);
    this.#h1 ^= this.#h1 >>> 15;
    this.#h2 ^= this.#h2 >>> 13;
  }
}

/** 16 hex digits; "" for a digest that is not known. */
export function digestText(digest: Digest | null): string {
  return digest === null ? "" : hex32(digest.high) + hex32(digest.low);
}

function hex32(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
