/**
 * A digest of text in 16 hex digits, the same in a browser and on the server and at once: Web Crypto only answers by promise, and this is
 * asked for every debtor. It tells texts apart, it does not protect them: whoever could forge one may write the text itself.
 */
export class TextDigest {
  #h1 = 0xdeadbeef;
  #h2 = 0x41c6ce57;

  add(text: string): this {
    let h1 = this.#h1;
    let h2 = this.#h2;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      h1 = Math.imul(h1 ^ unit, 2654435761);
      h2 = Math.imul(h2 ^ unit, 1597334677);
      // Multiplied alone, a high bit never reaches a lower one.
      h1 ^= h1 >>> 15;
      h2 ^= h2 >>> 13;
    }
    this.#h1 = h1;
    this.#h2 = h2;
    return this;
  }

  hex(): string {
    const mixed1 =
      Math.imul(this.#h1 ^ (this.#h1 >>> 16), 2246822507) ^ Math.imul(this.#h2 ^ (this.#h2 >>> 13), 3266489909);
    const mixed2 =
      Math.imul(this.#h2 ^ (this.#h2 >>> 16), 2246822507) ^ Math.imul(this.#h1 ^ (this.#h1 >>> 13), 3266489909);
    return hex32(mixed1) + hex32(mixed2);
  }
}

function hex32(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
