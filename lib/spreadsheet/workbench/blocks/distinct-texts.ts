const firstSlots = 1 << 10;

/**
 * Counts different texts by digests of 53 bits: a set of a million texts takes ten times the memory. Two of a million
 * texts share a digest once in 18,000 such sets.
 */
export class DistinctTexts {
  /** Open addressing; 0 marks a free slot. */
  #digests = new Float64Array(firstSlots);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(text: string): void {
    const digest = digestOf(text);
    const slot = this.#slotOf(digest);
    if (this.#digests[slot] === digest) return;
    this.#digests[slot] = digest;
    this.#count++;
    // Above half full, runs of taken slots get long.
    if (this.#count * 2 > this.#digests.length) this.#grow();
  }

  #slotOf(digest: number): number {
    const mask = this.#digests.length - 1;
    let slot = (digest >>> 0) & mask;
    while (this.#digests[slot] !== 0 && this.#digests[slot] !== digest) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const old = this.#digests;
    this.#digests = new Float64Array(old.length * 2);
    for (const digest of old) if (digest !== 0) this.#digests[this.#slotOf(digest)] = digest;
  }
}

/** cyrb53: a whole number from 1 to 2^53. */
function digestOf(text: string): number {
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    h1 = Math.imul(h1 ^ unit, 2654435761);
    h2 = Math.imul(h2 ^ unit, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 1 + 4294967296 * (2097151 & h2) + (h1 >>> 0);
}
