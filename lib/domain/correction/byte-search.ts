const encoder = new TextEncoder();

/**
 * Finds a text in bytes. Looks at the byte under the text's end and moves on as far as that byte allows (Horspool), so
 * most bytes are never looked at.
 */
export class ByteSearch {
  readonly #text: Uint8Array;
  readonly #steps: Uint16Array;

  constructor(text: string) {
    this.#text = encoder.encode(text);
    const last = this.#text.length - 1;
    this.#steps = new Uint16Array(256).fill(last + 1);
    for (let at = 0; at < last; at++) this.#steps[this.#text[at] as number] = last - at;
  }

  /** Bytes of the text. */
  get length(): number {
    return this.#text.length;
  }

  /** The first place from `start` on where all of the text stands before `end`; `end` if there is none. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const steps = this.#steps;
    const last = this.#text.length - 1;
    for (let at = start; at + last < end; at += steps[bytes[at + last] as number] as number)
      if (this.isAt(bytes, at)) return at;
    return end;
  }

  isAt(bytes: Uint8Array, at: number): boolean {
    const text = this.#text;
    for (let index = text.length - 1; index >= 0; index--) if (bytes[at + index] !== text[index]) return false;
    return true;
  }
}
